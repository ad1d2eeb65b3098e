/** A word of a text: as it is compared, and where it stands in the text, in UTF-16 units. */
export interface SearchWord {
  word: string
  start: number
  end: number
}

/** Longer words are compared by their beginning. */
const LONGEST_WORD = 64
/** Postgres numbers no more than 16,383 words of a text. */
const MOST_WORDS = 10_000

/**
 * The words of a text, for both databases alike: their own ways of cutting texts into words differ, e.g. at a slash or
 * an underscore. Case and accents make no difference; whatever is neither letter nor number separates.
 */
export function searchWords(text: string): SearchWord[] {
  const words: SearchWord[] = []
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const word = folded(match[0])
    if (word === '') continue
    words.push({ word, start: match.index, end: match.index + match[0].length })
    if (words.length === MOST_WORDS) break
  }
  return words
}

/** What a full-text index keeps of a text. */
export const indexedWords = (text: string): string =>
  searchWords(text)
    .map(({ word }) => word)
    .join(' ')

/** Upper case first: only so does ß become ss. */
const folded = (word: string): string =>
  word
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .slice(0, LONGEST_WORD)
    .replace(/[^\p{L}\p{N}]/gu, '')
