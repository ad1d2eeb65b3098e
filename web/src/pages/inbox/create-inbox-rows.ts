import type { InboxItemView } from '@pm-bot/domain'
import { createMemo } from 'solid-js'
import { createPendingItems } from '../../api/inbox.ts'
import { createSteadyRows } from '../../ui/create-steady-rows.ts'
import { inInboxOrder } from './inbox-groups.ts'

/** The pending items in a list that holds still under the operator's hands. */
export function createInboxRows(anchor: () => string | undefined) {
  const pending = createPendingItems()
  const ordered = createMemo(() => inInboxOrder(pending.data()?.items ?? []))
  const byId = createMemo(() => new Map(ordered().map((item) => [item.id, item])))
  const ids = createMemo(() => ordered().map((item) => item.id))

  return {
    pending,
    ...createSteadyRows(ids, anchor),
    item: (id: string): InboxItemView | undefined => byId().get(id),
    /** What else waits of the same run, in the list's order. */
    siblingsOf(id: string): InboxItemView[] {
      const runId = byId().get(id)?.runId
      return ordered().filter((item) => item.runId === runId && item.id !== id)
    },
  }
}
