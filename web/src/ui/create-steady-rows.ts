import { type Accessor, createComputed, createSignal, untrack } from 'solid-js'
import { settleRows } from './settle-rows.ts'

/** The ids of a list that holds still under the operator's hands. */
export function createSteadyRows(fresh: Accessor<readonly string[]>, anchor: () => string | undefined) {
  const [rows, setRows] = createSignal<string[]>([])
  const [heldBack, setHeldBack] = createSignal(0)

  function settle(at: string | undefined) {
    const settled = settleRows(rows(), fresh(), at)
    setRows((shown) => (sameRows(shown, settled.rows) ? shown : settled.rows))
    setHeldBack(settled.heldBack)
  }

  createComputed(() => {
    fresh()
    const at = anchor()
    untrack(() => settle(at ?? rows()[0]))
  })

  return {
    rows,
    heldBack,
    /** Shows what was held back. */
    letIn: () => settle(undefined),
  }
}

const sameRows = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((id, index) => id === b[index])
