/**
 * Which rows to show while the operator is at one of them. What arrives above the selected
 * row is held back, so that nothing moves under the cursor; what arrives below comes in.
 */
export function settleRows(
  shown: readonly string[],
  fresh: readonly string[],
  anchor: string | undefined,
): { rows: string[]; heldBack: number } {
  if (shown.length === 0) return { rows: [...fresh], heldBack: 0 }
  const known = new Set(shown)
  const anchorAt = anchor === undefined ? -1 : fresh.indexOf(anchor)
  const rows = fresh.filter((id, index) => known.has(id) || index > anchorAt)
  return { rows, heldBack: fresh.length - rows.length }
}

/** Where to go when the selected row leaves the list: the one that takes its place. */
export function nextAfter(rows: readonly string[], id: string): string | undefined {
  const at = rows.indexOf(id)
  return at < 0 ? rows[0] : (rows[at + 1] ?? rows[at - 1])
}
