import { Compile } from 'typebox/schema'
import type { Json } from './canonical-json.ts'

type Validator = ReturnType<typeof Compile>
const validators = new WeakMap<object, Validator>()

/** What is wrong with a value by this JSON Schema, in words and with the place; null when nothing is. */
export function schemaMisfit(schema: Json, value: Json): string | null {
  const key = schema as object
  const validator = validators.get(key) ?? (Compile(schema as never) as Validator)
  validators.set(key, validator)
  if (validator.Check(value)) return null
  const [, errors] = validator.Errors(value)
  // Where something is too much, the first finding says no more than “false”.
  const { instancePath, message, params } = errors.find(({ keyword }) => keyword !== 'boolean') ?? errors[0]!
  const names = Object.values(params as object)
    .flat()
    .filter((each) => typeof each === 'string')
  const which = message.includes('additional') ? `: ${names.join(', ')}` : ''
  const where = instancePath === '' ? 'the whole' : instancePath.slice(1).replaceAll('/', '.')
  return `${where} ${message}${which}`.slice(0, 300)
}
