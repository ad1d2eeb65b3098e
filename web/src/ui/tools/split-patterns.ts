import { lineOf } from '../line-of.ts'

/**
 * The words of a line of patterns: by blanks, with quotes for what holds some. A backslash stays, because it takes the
 * meaning of a wildcard away; undefined where a quote is never closed.
 */
export function splitPatterns(line: string): string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  let quote = ''
  for (const character of line) {
    if (quote !== '') {
      if (character === quote) quote = ''
      else word += character
    } else if (character === '"' || character === "'") {
      quote = character
      word ??= ''
    } else if (!/\s/.test(character)) word = (word ?? '') + character
    else if (word !== undefined) {
      words.push(word)
      word = undefined
    }
  }
  if (word !== undefined) words.push(word)
  return quote === '' ? words : undefined
}

/** The line that splits into these words again. */
export const lineOfPatterns = (patterns: readonly string[]): string =>
  patterns.map((pattern) => (/^[^\s'"]+$/.test(pattern) ? pattern : lineOf([pattern]))).join(' ')
