/** Brings a row of a list into view, without moving what is in view already. */
export function scrollToRow(id: string): void {
  document.querySelector(`[data-row="${CSS.escape(id)}"]`)?.scrollIntoView({ block: 'nearest' })
}
