import type { ArgField, Typed } from './arg-fields.ts'
import type { Passage } from './passages.ts'

type Read = { value?: unknown } | { problem: string }

/** The arguments that a form says, with their JSON types, and what is wrong with them, by name. */
export function argsOf(
  fields: readonly ArgField[],
  typed: Readonly<Record<string, Typed>>,
): { args: Record<string, unknown>; problems: Record<string, string> } {
  const args: Record<string, unknown> = {}
  const problems: Record<string, string> = {}
  for (const field of fields) {
    const read = readField(field, typed[field.name] ?? field.typed)
    if ('problem' in read) problems[field.name] = read.problem
    else if (read.value !== undefined) args[field.name] = read.value
  }
  return { args, problems }
}

/** What is optional and left empty is left out. */
function readField(field: ArgField, typed: Typed): Read {
  const { control, label, isRequired, isGiven } = field
  if (typeof typed === 'boolean') return typed || isRequired || isGiven ? { value: typed } : {}
  if (typeof typed !== 'string')
    return control === 'passages'
      ? readPassages(field, typed as readonly Passage[])
      : readWords(field, typed as readonly string[])
  if (control === 'line' || control === 'text' || control === 'prose') return readText(field, typed)
  if (control === 'lines') return readWords(field, linesOf(typed))
  if (typed.trim() === '') return isRequired ? { problem: `${label} is required.` } : {}
  if (control === 'json') return readJson(typed)
  return control === 'choice' ? { value: typed } : readNumber(field, typed)
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

function readWords({ label, isRequired, min = 0, max = Infinity }: ArgField, words: readonly string[]): Read {
  if (words.length === 0 && !isRequired) return {}
  if (words.length < min) return { problem: `${label} needs at least ${min}.` }
  return words.length > max ? { problem: `${label} takes at most ${max}.` } : { value: words }
}

function readPassages({ label }: ArgField, passages: readonly Passage[]): Read {
  if (passages.length === 0) return { problem: `${label}: nothing is left to replace.` }
  const isEmpty = passages.some((passage) => passage.old === '')
  return isEmpty ? { problem: `${label}: say what is to be replaced.` } : { value: passages }
}

function readText({ label, isRequired, min = 0, max = Infinity }: ArgField, text: string): Read {
  if (text === '' && !isRequired) return {}
  if (text.length < min)
    return { problem: text === '' ? `${label} is required.` : `${label} needs at least ${min} characters.` }
  return text.length > max ? { problem: `${label} takes at most ${max} characters.` } : { value: text }
}

function readNumber({ control, label, min = -Infinity, max = Infinity }: ArgField, text: string): Read {
  const number = Number(text)
  if (Number.isNaN(number)) return { problem: `${label} must be a number.` }
  if (control === 'integer' && !Number.isInteger(number))
    return { problem: `${label} must be a whole number.` }
  if (number < min) return { problem: `${label} must be at least ${min}.` }
  return number > max ? { problem: `${label} must be at most ${max}.` } : { value: number }
}

/** JSON as a person writes it, or why it is none. */
export function readJson(text: string): { value: unknown } | { problem: string } {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return { problem: `This is not JSON: ${error instanceof Error ? error.message : error}` }
  }
}

/** Whether two JSON values are the same, in whatever order their members stand. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [mine, its] = [Object.entries(a), b as Record<string, unknown>]
  return (
    mine.length === Object.keys(its).length &&
    mine.every(([name, value]) => Object.hasOwn(its, name) && sameJson(value, its[name]))
  )
}
