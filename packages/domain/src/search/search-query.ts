import { searchWords } from './search-words.ts'

/** Words that must stand side by side, in this order. */
export interface SearchTerm {
  words: string[]
  /** Whether the last word may go on. */
  isPrefix: boolean
}

/** A single letter as a beginning would find nearly everything. */
const SHORTEST_PREFIX = 2

/**
 * What was asked for; all of it must be there. `"two words"` and `two-words` are side by side, the last word may be the
 * beginning of one. There are no operators: whatever else was typed is either a word or nothing.
 */
export function parseSearch(q: string): SearchTerm[] {
  const terms: SearchTerm[] = []
  for (const match of q.matchAll(/"([^"]*)"|[^\s"]+/gu)) {
    const words = searchWords(match[1] ?? match[0]).map(({ word }) => word)
    if (words.length === 0) continue
    const isLast = match.index + match[0].length === q.trimEnd().length
    const isPrefix = isLast && match[1] === undefined && words.at(-1)!.length >= SHORTEST_PREFIX
    terms.push({ words, isPrefix })
  }
  return terms
}
