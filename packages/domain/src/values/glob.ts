/**
 * Patterns of rules and grants: `*` is any characters of one segment, `?` one of them, `**` as a whole segment any number of
 * segments; `\` takes the meaning from the next character. Braces, classes and regular expressions mean themselves.
 * Anchored at both ends; case counts. No wildcard takes `..`, the root, or a doubled slash: whoever means them writes them.
 *
 * Own code rather than a matcher's: those take regular expressions through (picomatch: parentheses, classes), and here a
 * surprise is a permission. It never goes back, so it costs at most pattern × text.
 */

/** A longer text fits nothing; it is Linux's limit of a path. */
const MAX_TEXT = 4_096
const CONTROL = /\p{Cc}/u
const WILDCARDS = /[*?\\]/g

/** Whether a path fits, whichever of its spellings is used: `./a//x/../b/` is `a/b`. */
export const pathFits = (pattern: string, path: string): boolean =>
  isComparable(path) && segmentsFit(normalised(pattern), normalised(path))

/** Whether a text fits just as it is spelled: as an argument of a program, `./npm` is not `npm`, nor `x/../y` just `y`. */
export const wordFits = (pattern: string, word: string): boolean =>
  isComparable(word) && segmentsFit(pattern.split('/'), word.split('/'))

/** The pattern that only this very text fits. */
export const literally = (text: string): string => text.replace(WILDCARDS, '\\$&')

/** Whether a text can stand in a pattern or be held against one: no control characters, nothing that has two spellings in UTF-8. */
export const isComparable = (text: string): boolean =>
  text.length <= MAX_TEXT && text.isWellFormed() && !CONTROL.test(text)

/** The same path in its shortest spelling. */
export const shortestPath = (path: string): string => normalised(path).join('/')

function normalised(path: string): string[] {
  const root = path.startsWith('/') ? [''] : []
  const segments: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') segments.push(segment)
    else if (segments.length > 0 && segments.at(-1) !== '..') segments.pop()
    else if (root.length === 0) segments.push('..')
  }
  return [...root, ...segments]
}

const segmentsFit = (patterns: readonly string[], segments: readonly string[]): boolean =>
  takes(patterns, segments, (pattern) => pattern === '**', segmentFits)

function segmentFits(pattern: string, segment: string): boolean {
  if (segment === '' || segment === '.' || segment === '..') return pattern === segment
  return pattern === '**' || takes(stepsOf(pattern), [...segment], (step) => step === MANY, characterFits)
}

const ONE = Symbol('one character')
const MANY = Symbol('any characters')
type Step = string | typeof ONE | typeof MANY

const characterFits = (step: Step, character: string): boolean =>
  step === ONE || step === MANY || step === character

function stepsOf(pattern: string): Step[] {
  const steps: Step[] = []
  const characters = [...pattern]
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at]!
    if (character === '\\' && at + 1 < characters.length) {
      at += 1
      steps.push(characters[at]!)
    } else steps.push(character === '*' ? MANY : character === '?' ? ONE : character)
  }
  return steps
}

/** Whether the steps take all items in order; a step that is `many` takes any number. All ways are followed at once. */
function takes<Step, Item>(
  steps: readonly Step[],
  items: readonly Item[],
  isMany: (step: Step) => boolean,
  fits: (step: Step, item: Item) => boolean,
): boolean {
  const passing = (places: Iterable<number>): Set<number> => {
    const reached = new Set(places)
    // A set also visits what is added while it is walked.
    for (const at of reached) if (at < steps.length && isMany(steps[at]!)) reached.add(at + 1)
    return reached
  }
  let places = passing([0])
  for (const item of items) {
    const next: number[] = []
    for (const at of places) {
      if (at < steps.length && fits(steps[at]!, item)) next.push(isMany(steps[at]!) ? at : at + 1)
    }
    places = passing(next)
  }
  return places.has(steps.length)
}
