import type { InboxItemView } from '@pm-bot/domain'
import { createComputed, createMemo, createSignal, untrack } from 'solid-js'
import { createPendingItems } from '../../api/inbox.ts'
import { inInboxOrder } from './inbox-groups.ts'
import { settleRows } from './settle-rows.ts'

/** The pending items in a list that holds still under the operator's hands. */
export function createInboxRows(anchor: () => string | undefined) {
  const pending = createPendingItems()
  const ordered = createMemo(() => inInboxOrder(pending.data()?.items ?? []))
  const byId = createMemo(() => new Map(ordered().map((item) => [item.id, item])))
  const [rows, setRows] = createSignal<string[]>([])
  const [heldBack, setHeldBack] = createSignal(0)

  function settle(at: string | undefined) {
    const fresh = ordered().map((item) => item.id)
    const settled = settleRows(rows(), fresh, at)
    setRows((shown) => (sameRows(shown, settled.rows) ? shown : settled.rows))
    setHeldBack(settled.heldBack)
  }

  createComputed(() => {
    ordered()
    const at = anchor()
    untrack(() => settle(at ?? rows()[0]))
  })

  return {
    pending,
    rows,
    heldBack,
    item: (id: string): InboxItemView | undefined => byId().get(id),
    /** Shows what was held back. */
    letIn: () => settle(undefined),
  }
}

const sameRows = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((id, index) => id === b[index])
