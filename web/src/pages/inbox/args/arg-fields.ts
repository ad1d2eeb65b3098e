import type { Json } from '@pm-bot/domain'
import { type SpecField, specFields } from '../../new-run/spec-fields.ts'
import { type Passage, passagesOf } from './passages.ts'

/**
 * `line`, `text` and `prose` are strings; in a `line` there is no line feed. Of lists of texts, `words` are those of a
 * command and `lines` stand one a line. `passages` are texts that others take the place of.
 */
export type ArgControl =
  | 'line'
  | 'text'
  | 'prose'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'choice'
  | 'words'
  | 'lines'
  | 'passages'
  | 'json'

/** What stands in a control: text as typed, a tick, words, or passages. */
export type Typed = string | boolean | readonly string[] | readonly Passage[]

/** One argument of a call, as a form shows it. */
export interface ArgField
  extends Pick<SpecField, 'name' | 'label' | 'description' | 'isRequired' | 'min' | 'max' | 'choices'> {
  control: ArgControl
  /** Whether the call names it. */
  isGiven: boolean
  /** What it is at first. */
  typed: Typed
}

type Members = Record<string, unknown>

/** The form of a call's arguments; undefined where its schema cannot say them all: then they are edited as JSON. */
export function argFields(schema: unknown, args: unknown): ArgField[] | undefined {
  const fields = specFields(schema)
  if (!isMembers(args) || fields.length === 0) return undefined
  const known = new Set(fields.map(({ name }) => name))
  if (Object.keys(args).some((name) => !known.has(name))) return undefined
  return fields
    .map((field) => argField(field, args))
    .toSorted((a, b) => Number(b.isGiven || b.isRequired) - Number(a.isGiven || a.isRequired))
}

function argField(field: SpecField, args: Members): ArgField {
  const { name, label, description, isRequired, min, max, choices } = field
  const isGiven = Object.hasOwn(args, name)
  const value = args[name]
  const control = controlOf(field, isGiven, value)
  const typed = isGiven ? typedOf(control, value) : emptyOf(control)
  return { name, label, description, isRequired, min, max, choices, control, isGiven, typed }
}

/** Whatever a control could not give back as it was is edited as JSON. */
function controlOf({ kind, max }: SpecField, isGiven: boolean, value: unknown): ArgControl {
  switch (kind) {
    case 'text':
      if (!isGiven) return (max ?? 0) > 1000 ? 'text' : 'line'
      if (typeof value !== 'string' || value.includes('\r')) return 'json'
      return value.includes('\n') || (max ?? 0) > 5000 ? 'text' : 'line'
    case 'list':
      return isGiven && !isWords(value) ? 'json' : 'words'
    case 'boolean':
      return isGiven && typeof value !== 'boolean' ? 'json' : 'boolean'
    case 'integer':
    case 'number':
      return isGiven && typeof value !== 'number' ? 'json' : kind
    case 'choice':
      return isGiven && typeof value !== 'string' ? 'json' : 'choice'
    case 'json':
      return isGiven && passagesInLines(value) ? 'passages' : 'json'
  }
}

function typedOf(control: ArgControl, value: unknown): Typed {
  if (control === 'json') return JSON.stringify(value, null, 2)
  if (control === 'boolean') return value === true
  if (control === 'passages') return passagesOf(value as Json) ?? []
  return control === 'words' ? (value as string[]) : String(value)
}

function emptyOf(control: ArgControl): Typed {
  if (control === 'boolean') return false
  return control === 'words' ? [] : ''
}

/** A field for text would make other line ends of these. */
const passagesInLines = (value: unknown): boolean =>
  passagesOf(value as Json)?.every((passage) => !`${passage.old}${passage.new}`.includes('\r')) ?? false

/** A list of texts, each of which fits into one line. */
const isWords = (value: unknown): boolean =>
  Array.isArray(value) && value.every((word) => typeof word === 'string' && !/[\r\n]/.test(word))

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
