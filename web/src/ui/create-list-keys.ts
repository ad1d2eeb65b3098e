import { onKey } from './keyboard/on-key.ts'
import { scrollToRow } from './scroll-to-row.ts'

/** j, k, gg, G, Enter and Space on a list of rows that are known by their ids. */
export function createListKeys(list: {
  rows: () => readonly string[]
  selected: () => string | undefined
  select: (id: string) => void
  open: (id: string) => void
  /** Without one, the browser does with Space what it does. */
  peek?: (id: string) => void
}): void {
  const goTo = (index: number) => {
    const rows = list.rows()
    const id = rows[Math.max(0, Math.min(index, rows.length - 1))]
    if (id === undefined) return
    list.select(id)
    queueMicrotask(() => scrollToRow(id))
  }
  const at = () => list.rows().indexOf(list.selected() ?? '')

  onKey('list-down', () => goTo(at() + 1))
  onKey('list-up', () => goTo(at() - 1))
  onKey('list-top', () => goTo(0))
  onKey('list-bottom', () => goTo(list.rows().length - 1))
  const withSelected = (show: (id: string) => void) => () => {
    const id = list.selected()
    if (id !== undefined) show(id)
  }
  onKey('list-open', withSelected(list.open))
  if (list.peek) onKey('peek', withSelected(list.peek))
}
