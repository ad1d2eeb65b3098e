import type { Json } from '../values/canonical-json.ts'
import { isComparable, literally, pathFits, shortestPath, wordFits } from '../values/glob.ts'
import type { ToolCall, ToolRule } from './tool-policy.ts'

/** Arguments that open more than their tool does without them: only a rule that names one covers a call that sets it. */
export const WIDENING_ARGUMENTS = ['network', 'shell', 'env'] as const

/** As the last pattern of a list: whatever else follows. */
const ANY_REST = '**'

/**
 * Whether a rule or grant is about this call. Of `where`, every argument must be there and fit: a string as a path, a list of
 * strings word by word, `true` and `false` by their names; what is of another type fits nothing. Arguments that
 * `where` does not name are free, but for those that widen.
 */
export function ruleFits(
  rule: Pick<ToolRule, 'tool' | 'where'>,
  call: Pick<ToolCall, 'tool' | 'args'>,
): boolean {
  if (rule.tool !== call.tool) return false
  const { args } = call
  const where = rule.where ?? {}
  if (!isObject(args)) return Object.keys(where).length === 0
  return (
    Object.entries(where).every(
      ([name, pattern]) => Object.hasOwn(args, name) && fits(pattern, args[name]!),
    ) && widenedBy(call).every((name) => Object.hasOwn(where, name))
  )
}

/**
 * Whether a rule that denies is about this call. In doubt it is: what no pattern can be held against, and a path that leaves
 * the clone and may come back to it by another name, must not slip past it to a later rule that allows.
 */
export function ruleForbids(rule: Pick<ToolRule, 'tool' | 'where'>, { tool, args }: ToolCall): boolean {
  if (rule.tool !== tool) return false
  if (!isObject(args)) return true
  return Object.entries(rule.where ?? {}).every(
    ([name, pattern]) => Object.hasOwn(args, name) && mayFit(pattern, args[name]!),
  )
}

/** The arguments by which a call reaches further than its tool does by itself. */
export const widenedBy = ({ args }: Pick<ToolCall, 'args'>): string[] =>
  isObject(args)
    ? WIDENING_ARGUMENTS.filter((name) => Object.hasOwn(args, name) && !isNothing(args[name]!))
    : []

/** A call in few bytes that the same rules fit: what is no word, list of words or switch fits no pattern anyway. */
export const outlineOf = ({ callId, tool, args }: ToolCall): ToolCall => ({
  callId,
  tool,
  args: isObject(args)
    ? Object.fromEntries(Object.entries(args).map(([name, value]) => [name, outlineOfValue(value)]))
    : null,
})

const outlineOfValue = (value: Json): Json => {
  if (typeof value === 'boolean' || (typeof value === 'string' && isComparable(value))) return value
  if (isWords(value) && value.every(isComparable)) return value
  return isNothing(value) ? null : 1
}

/** What a call carries rather than aims at: a grant for calls like it leaves these free. */
export const CARGO = ['content', 'old', 'new', 'oldText', 'newText', 'edits', 'patch']

/**
 * The narrowest `where` for calls like this one: its arguments as they are, without what it carries and without numbers.
 * Null where no pattern can say one of them: then nothing but the call itself can be allowed.
 */
export function whereOf({ args }: Pick<ToolCall, 'args'>): NonNullable<ToolRule['where']> | null {
  if (!isObject(args)) return null
  const said: [string, string | readonly string[]][] = []
  for (const [name, value] of Object.entries(args)) {
    if (CARGO.includes(name) || typeof value === 'number' || value === null) continue
    if (typeof value === 'boolean') said.push([name, String(value)])
    else if (typeof value === 'string' && isComparable(value)) said.push([name, literally(value)])
    else if (isWords(value) && value.every(isComparable)) said.push([name, value.map(literally)])
    else return null
  }
  return Object.fromEntries(said)
}

function mayFit(pattern: string | readonly string[], value: Json): boolean {
  if (typeof pattern === 'string') {
    if (typeof value === 'boolean') return pattern === String(value)
    return typeof value !== 'string' || !isComparable(value) || leavesClone(value) || pathFits(pattern, value)
  }
  return !isWords(value) || !value.every(isComparable) || listFits(pattern, value, wordFits)
}

const leavesClone = (path: string): boolean => /^(?:\/|\.\.(?:\/|$))/.test(shortestPath(path))

function fits(pattern: string | readonly string[], value: Json): boolean {
  if (typeof pattern === 'string') {
    if (typeof value === 'boolean') return pattern === String(value)
    return typeof value === 'string' && pathFits(pattern, value)
  }
  return isWords(value) && value.every(isComparable) && listFits(pattern, value, wordOfListFits)
}

function listFits(
  patterns: readonly string[],
  words: readonly string[],
  fitsWord: (pattern: string, word: string) => boolean,
): boolean {
  const anyRest = patterns.at(-1) === ANY_REST
  const named = anyRest ? patterns.slice(0, -1) : patterns
  if (anyRest ? words.length < named.length : words.length !== named.length) return false
  return named.every((each, at) => fitsWord(each, words[at]!))
}

/** An option of a program can change what the whole call does (`--output=…`): no wildcard stands for its dash. */
const wordOfListFits = (pattern: string, word: string): boolean =>
  (!word.startsWith('-') || pattern.startsWith('-')) && wordFits(pattern, word)

const isObject = (value: Json): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isWords = (value: Json): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')

const isNothing = (value: Json): boolean =>
  value === false || value === null || (isObject(value) && Object.keys(value).length === 0)
