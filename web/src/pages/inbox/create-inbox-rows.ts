import type { InboxItemView } from '@pm-bot/domain'
import { createMemo } from 'solid-js'
import type { PagedRead } from '../../api/create-page-reads.ts'
import { createSteadyRows } from '../../ui/create-steady-rows.ts'
import { inGroups } from './grouping.ts'

/** Items that wait, in a list that holds still under the operator's hands. */
export function createInboxRows(read: PagedRead<InboxItemView>, anchor: () => string | undefined) {
  const items = createMemo(() => inGroups(read.data() ?? []))
  const byId = createMemo(() => new Map(items().map((item) => [item.id, item])))
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
  }
}
