import type { SearchTerm } from './search-query.ts'
import { type SearchWord, searchWords } from './search-words.ts'

/** A part of a text that was asked for: from where to before where, in UTF-16 units. */
export interface SearchMark {
  start: number
  end: number
}

/** Where a text has what was asked for, in order and without overlap. */
export function findMarks(text: string, terms: readonly SearchTerm[]): SearchMark[] {
  const words = searchWords(text)
  const marks = words
    .flatMap((_, at) =>
      terms.filter((term) => standsAt(words, at, term)).map((term) => markOf(words, at, term)),
    )
    .sort((a, b) => a.start - b.start || b.end - a.end)
  let reach = 0
  return marks.filter(({ start, end }) => {
    const isFree = start >= reach
    reach = Math.max(reach, end)
    return isFree
  })
}

function standsAt(
  words: readonly SearchWord[],
  at: number,
  { words: wanted, isPrefix }: SearchTerm,
): boolean {
  return wanted.every((word, index) => {
    const there = words[at + index]?.word
    if (there === undefined) return false
    return isPrefix && index === wanted.length - 1 ? there.startsWith(word) : there === word
  })
}

const markOf = (words: readonly SearchWord[], at: number, { words: wanted }: SearchTerm): SearchMark => ({
  start: words[at]!.start,
  end: words[at + wanted.length - 1]!.end,
})

/** How much of a text is shown, and of that how much before the first mark, in UTF-16 units. */
const LENGTH = 240
const LEAD = 60

/** A part of a text around the first mark in it, and the marks of that part. Without a mark, how it begins. */
export function excerptOf(
  text: string,
  terms: readonly SearchTerm[],
): { excerpt: string; marks: SearchMark[] } {
  const all = findMarks(text, terms)
  const first = all[0]?.start ?? 0
  const from = first <= LEAD ? 0 : gapNear(text, first - LEAD, first)
  const to = from + LENGTH >= text.length ? text.length : gapNear(text, from + LENGTH - 20, from + LENGTH)
  const before = from === 0 ? '' : '… '
  const excerpt = `${before}${text.slice(from, to).toWellFormed()}${to === text.length ? '' : ' …'}`
  const shift = before.length - from
  const marks = all
    .filter(({ start, end }) => start >= from && end <= to)
    .map(({ start, end }) => ({ start: start + shift, end: end + shift }))
  return { excerpt, marks }
}

/** Behind a gap between words, if there is one within these bounds. */
function gapNear(text: string, from: number, to: number): number {
  const gap = text.slice(from, to).search(/\s/)
  return gap === -1 ? from : from + gap + 1
}
