/**
 * Control characters, and those that reorder or hide what surrounds them: shown by name,
 * because code must not read otherwise than it runs.
 */
const INVISIBLE = /(?!\t)[\p{Cc}\p{Cf}\u2028\u2029]/gu

export interface TextPiece {
  text: string
  isMark: boolean
}

export function visiblePieces(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (const match of text.matchAll(INVISIBLE)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), isMark: false })
    pieces.push({ text: nameOf(match[0]), isMark: true })
    from = match.index + match[0].length
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isMark: false })
  return pieces
}

function nameOf(character: string): string {
  if (character === '\r') return 'CR'
  if (character === '\u001b') return 'ESC'
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
