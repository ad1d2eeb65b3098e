import { nameInWords } from '../../ui/name-in-words.ts'

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
  return {
    name,
    kind,
    label: textOf(schema.title) || nameInWords(name),
    description: textOf(schema.description),
    isRequired,
    initial: initialOf(kind, schema),
    choices: kind === 'choice' ? (schema.enum as unknown[]).map(String) : [],
    min: numberOf(schema[kind === 'list' ? 'minItems' : kind === 'text' ? 'minLength' : 'minimum']),
    max: numberOf(schema[kind === 'list' ? 'maxItems' : kind === 'text' ? 'maxLength' : 'maximum']),
  }
}

function kindOf(schema: Schema): FieldKind {
  if (Array.isArray(schema.enum) && schema.enum.every((value) => typeof value === 'string')) return 'choice'
  if (schema.type === 'string') return 'text'
  if (schema.type === 'integer' || schema.type === 'number' || schema.type === 'boolean') return schema.type
  if (schema.type === 'array' && objectOf(schema.items).type === 'string') return 'list'
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

const objectOf = (value: unknown): Schema =>
  typeof value === 'object' && value !== null ? (value as Schema) : {}
const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined)
