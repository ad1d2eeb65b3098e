import type { Choice } from './choices.ts'

const MOST = 50

/**
 * The choices in which every word of the query is found: first those in which the words begin words, then those that were
 * taken lately, then as they come. Without a query all fit.
 */
export function findChoices(choices: readonly Choice[], query: string, recent: readonly string[]): Choice[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const recency = new Map(recent.map((id, index) => [id, index]))
  const recencyOf = ({ id }: Choice) => recency.get(id) ?? recent.length
  return choices
    .map((choice, index) => ({ choice, index, fit: fitOf(choice, words) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit || recencyOf(a.choice) - recencyOf(b.choice) || a.index - b.index)
    .slice(0, MOST)
    .map(({ choice }) => choice)
}

/** 0 when a word is not there; a word counts twice where it begins a word of the text. */
function fitOf({ text, kind }: Choice, words: readonly string[]): number {
  const where = `${text} ${kind}`.toLowerCase()
  let fit = 1
  for (const word of words) {
    if (!where.includes(word)) return 0
    fit += beginsWord(where, word) ? 2 : 1
  }
  return fit
}

const beginsWord = (text: string, word: string): boolean => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]!)) return true
  }
  return false
}
