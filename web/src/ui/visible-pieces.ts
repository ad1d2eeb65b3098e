/**
 * What is not seen as what it is: controls, whatever draws nothing or reorders its neighbours,
 * every blank but the plain one, and code points without a shape of their own. Text must not
 * read otherwise than it runs, so all of it is named, the joiners inside an emoji too.
 */
const UNSEEN = String.raw`[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800\u{1D159}\u{13441}\u{13442}]`
const IN_ONE_LINE = new RegExp(`(?:(?! )${UNSEEN})+`, 'gu')
const IN_LINES = new RegExp(`(?:(?![ \t\n])${UNSEEN})+`, 'gu')

const NAMES: Record<string, string> = {
  '\t': 'TAB',
  '\n': 'LF',
  '\r': 'CR',
  '\u001b': 'ESC',
  '\u00a0': 'NBSP',
}

/** A whole payload fits into selectors that draw nothing: of a longer run, the rest is counted. */
const MOST_NAMED = 3

export interface TextPiece {
  text: string
  isMark: boolean
}

/** @param keepsLines whether tabs and line feeds stay, where the layout shows them or they say nothing */
export function visiblePieces(text: string, keepsLines = false): TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (const match of text.matchAll(keepsLines ? IN_LINES : IN_ONE_LINE)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), isMark: false })
    pieces.push({ text: nameRun([...match[0]]), isMark: true })
    from = match.index + match[0].length
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isMark: false })
  return pieces
}

/** The same in plain text, for a title or a label. */
export const spellOut = (text: string, keepsLines = false): string =>
  visiblePieces(text, keepsLines)
    .map((piece) => (piece.isMark ? `⟨${piece.text}⟩` : piece.text))
    .join('')

function nameRun(characters: readonly string[]): string {
  const named = characters.slice(0, MOST_NAMED).map(nameOf).join(' ')
  return characters.length > MOST_NAMED ? `${named} … ${characters.length} in all` : named
}

const nameOf = (character: string): string =>
  NAMES[character] ?? `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
