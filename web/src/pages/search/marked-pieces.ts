import type { SearchMark } from '@pm-bot/domain'

export interface MarkedPiece {
  text: string
  isMarked: boolean
}

/** A text, cut at its marks; marks that do not fit it are left out. */
export function markedPieces(text: string, marks: readonly SearchMark[]): MarkedPiece[] {
  const pieces: MarkedPiece[] = []
  let from = 0
  for (const { start, end } of marks) {
    if (start < from || end <= start || end > text.length) continue
    if (start > from) pieces.push({ text: text.slice(from, start), isMarked: false })
    pieces.push({ text: text.slice(start, end), isMarked: true })
    from = end
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isMarked: false })
  return pieces
}
