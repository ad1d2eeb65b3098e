import { nameInWords } from '../../ui/name-in-words.ts'
import { commandsAsTyped } from './commands-of.ts'

export type FieldKind = 'text' | 'integer' | 'number' | 'boolean' | 'choice' | 'list' | 'json'

/** One member of a graph's spec, as a form asks for it. */
export interface SpecField {
  name: string
  kind: FieldKind
  label: string
  description: string
  isRequired: boolean
  initial: FieldValue
  choices: string[]
  /** Of kind `json`: a list of commands, each a list of arguments, asked for line by line. */
  isCommands: boolean
  min: number | undefined
  max: number | undefined
}

/** What stands in a field: text as typed, a tick, or a list of arguments. */
export type FieldValue = string | boolean | string[]

type Schema = Record<string, unknown>

/** The fields of a JSON Schema of type object, the required ones first. */
export function specFields(schema: unknown): SpecField[] {
  const { properties, required } = objectOf(schema)
  const isRequired = new Set(Array.isArray(required) ? required : [])
  return Object.entries(objectOf(properties))
    .map(([name, member]) => specField(name, objectOf(member), isRequired.has(name)))
    .toSorted((a, b) => Number(b.isRequired) - Number(a.isRequired))
}

function specField(name: string, schema: Schema, isRequired: boolean): SpecField {
  const kind = kindOf(schema)
  const isCommands = kind === 'json' && isListOf(schema, (items) => isListOf(items, isText))
  return {
    name,
    kind,
    label: textOf(schema.title) || nameInWords(name),
    description: textOf(schema.description),
    isRequired,
    initial: isCommands ? commandsAsTyped(schema.default) : initialOf(kind, schema),
    isCommands,
    choices: kind === 'choice' ? (schema.enum as unknown[]).map(String) : [],
    min: numberOf(schema[kind === 'list' ? 'minItems' : kind === 'text' ? 'minLength' : 'minimum']),
    max: numberOf(
      schema[kind === 'list' || isCommands ? 'maxItems' : kind === 'text' ? 'maxLength' : 'maximum'],
    ),
  }
}

function kindOf(schema: Schema): FieldKind {
  if (Array.isArray(schema.enum) && schema.enum.every((value) => typeof value === 'string')) return 'choice'
  if (schema.type === 'string') return 'text'
  if (schema.type === 'integer' || schema.type === 'number' || schema.type === 'boolean') return schema.type
  if (isListOf(schema, isText)) return 'list'
  return 'json'
}

function initialOf(kind: FieldKind, schema: Schema): FieldValue {
  const given = schema.default
  switch (kind) {
    case 'boolean':
      return given === true
    case 'list':
      return Array.isArray(given) ? given.map(String) : []
    case 'json':
      return given === undefined ? '' : JSON.stringify(given, null, 2)
    case 'text':
    case 'choice':
    case 'integer':
    case 'number':
      return given === undefined ? '' : String(given)
  }
}

const isText = (schema: Schema) => schema.type === 'string'
const isListOf = (schema: Schema, isItem: (items: Schema) => boolean) =>
  schema.type === 'array' && isItem(objectOf(schema.items))
const objectOf = (value: unknown): Schema =>
  typeof value === 'object' && value !== null ? (value as Schema) : {}
const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined)
