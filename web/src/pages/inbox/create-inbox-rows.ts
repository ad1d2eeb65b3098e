import type { InboxItemView } from '@pm-bot/domain'
import { createMemo } from 'solid-js'
import type { PagedRead } from '../../api/create-page-reads.ts'
import { createSteadyRows } from '../../ui/create-steady-rows.ts'
import { inGroups } from './grouping.ts'
import { payloadOfKind } from './payload-of.ts'

/** The limit that an item asks to extend, by its name; null where it asks for something else. */
function limitOf(item: InboxItemView | undefined): string | null {
  const shortfall = item && payloadOfKind(item, 'spend')?.shortfall
  return shortfall ? JSON.stringify([shortfall.scope, shortfall.measure]) : null
}

/** Items that wait, in a list that holds still under the operator's hands. */
export function createInboxRows(read: PagedRead<InboxItemView>, anchor: () => string | undefined) {
  const items = createMemo(() => inGroups(read.data() ?? []))
  const byId = createMemo(() => new Map(items().map((item) => [item.id, item])))
  const runsBehind = createMemo(() => {
    const waiting = Map.groupBy(items(), limitOf)
    waiting.delete(null)
    return new Map(
      [...waiting].map(([limit, those]) => [limit, new Set(those.map(({ runId }) => runId)).size]),
    )
  })
  const ids = createMemo(() => items().map((item) => item.id))

  return {
    read,
    ...createSteadyRows(ids, anchor),
    item: (id: string): InboxItemView | undefined => byId().get(id),
    /** What else waits of the same run, in the list's order. */
    siblingsOf(id: string): InboxItemView[] {
      const runId = byId().get(id)?.runId
      return items().filter((item) => item.runId === runId && item.id !== id)
    },
    /** How many runs wait for the same limit as this item's; one where it is about something else. */
    runsBehind: (id: string): number => runsBehind().get(limitOf(byId().get(id))) ?? 1,
  }
}
