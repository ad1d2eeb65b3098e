import { createMemo, createSignal } from 'solid-js'

/** The rows that are selected to be decided about together; what leaves the list is selected no more. */
export function createMarks(rows: () => readonly string[]) {
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set())
  const [isOpen, setOpen] = createSignal(false)
  const marked = createMemo(() => rows().filter((id) => chosen().has(id)))
  function choose(open: boolean) {
    setOpen(open)
    if (!open) setChosen(new Set<string>())
  }

  return {
    marked,
    /** Whether each row shows if it is selected. */
    isChoosing: () => isOpen() || marked().length > 0,
    choose,
    has: (id: string) => chosen().has(id),
    toggle(id: string) {
      const next = new Set(chosen())
      if (!next.delete(id)) next.add(id)
      setChosen(next)
    },
    /** From one row to another, as Shift with an arrow does it: both are selected. */
    extend: (...ids: string[]) => setChosen(new Set([...chosen(), ...ids])),
    all: () => setChosen(new Set(rows())),
    clear: () => choose(false),
  }
}
