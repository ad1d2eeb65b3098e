import fc from 'fast-check'
import type { Endpoint, Parameter, Schema } from './endpoints.ts'

export interface GeneratedRequest {
  method: string
  url: string
  headers: Record<string, string>
  body?: string
}

/** Ids that are there, by the name of the parameter that takes them. */
export type Known = Readonly<Record<string, readonly string[]>>

/** Requests that the document allows: half of them about what is there. */
export function validRequests(endpoint: Endpoint, known: Known): fc.Arbitrary<GeneratedRequest> {
  const values = fc.record(
    Object.fromEntries(
      endpoint.parameters.map((parameter) => [
        `${parameter.in} ${parameter.name}`,
        parameter.in === 'path'
          ? textValueOf(parameter, known)
          : fc.option(textValueOf(parameter, known), { nil: undefined }),
      ]),
    ),
  )
  const body = endpoint.body ? jsonOf(endpoint.body, known) : fc.constant(undefined)
  return fc
    .tuple(values, body)
    .map(([chosen, json]) => compose(endpoint, chosen, json === undefined ? undefined : JSON.stringify(json)))
}

/** Puts values where they belong. */
export function compose(
  endpoint: Endpoint,
  chosen: Record<string, string | undefined>,
  body: string | undefined,
): GeneratedRequest {
  const query = new URLSearchParams()
  const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
  let path = endpoint.path
  for (const { in: place, name } of endpoint.parameters) {
    const value = chosen[`${place} ${name}`]
    if (value === undefined) continue
    if (place === 'path') path = path.replace(`{${name}}`, encodeSegment(value))
    else if (place === 'query') query.append(name, value)
    else headers[name] = value
  }
  const search = query.size > 0 ? `?${query}` : ''
  return { method: endpoint.method, url: path + search, headers, ...(body === undefined ? {} : { body }) }
}

/** A dot alone is a step in a path, also when it is encoded. */
const encodeSegment = (value: string): string =>
  encodeURIComponent(value.toWellFormed()).replace(/^\.{1,2}$/, '%2e%2e%2e')

const textValueOf = ({ name, schema }: Parameter, known: Known): fc.Arbitrary<string> =>
  jsonOf(schema, known, name).map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))

/** Any value that a schema allows, near its limits more often than chance would have it. */
export function jsonOf(schema: Schema, known: Known, name = ''): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each) => jsonOf(each, known, name)))
  switch (schema.type) {
    case 'string': {
      const ids = known[name] ?? []
      return ids.length > 0 ? fc.oneof(fc.constantFrom(...ids), textOf(schema)) : textOf(schema)
    }
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 2 ** 31 })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(jsonOf(schema.items ?? {}, known, name), {
        maxLength: Math.min(schema.maxItems ?? 5, 5),
      })
    case 'object':
      return objectOf(schema, known)
    default:
      return fc.jsonValue()
  }
}

function objectOf(
  { properties = {}, required = [], additionalProperties }: Schema,
  known: Known,
): fc.Arbitrary<unknown> {
  const named = fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => [name, jsonOf(schema, known, name)]),
    ),
    { requiredKeys: required },
  )
  if (additionalProperties === false || Object.keys(properties).length > 0) return named
  return fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 })
}

function textOf({ pattern, minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  const bounded = (text: string) => text.length >= minLength && text.length <= maxLength
  if (pattern === undefined) {
    const short = fc.string({
      unit: 'binary',
      minLength,
      maxLength: Math.min(maxLength, Math.max(minLength, 40)),
    })
    return fc.oneof(
      { weight: 9, arbitrary: short },
      { weight: 1, arbitrary: fc.constant('x'.repeat(maxLength)) },
    )
  }
  // Lookaheads are beyond the generator; what it makes without them mostly passes them, too.
  const made = fc.stringMatching(new RegExp(pattern.replaceAll(/\(\?[=!](?:[^()\\]|\\.)*\)/g, '')))
  return made.filter((text) => bounded(text) && new RegExp(pattern).test(text))
}
