import type { Schema } from './description.ts'

/** Words for people, and what OpenAPI adds to JSON Schema. */
const DROPPED = new Set([
  'description',
  'example',
  'examples',
  'title',
  'default',
  'deprecated',
  'externalDocs',
  'readOnly',
  'discriminator',
  'nullable',
])

/**
 * JSON Schema of an OpenAPI 3.0 schema: `nullable` becomes a type, also beside an enum that
 * forgets null, as GitHub's do.
 */
export function plainSchema(schema: unknown): Schema {
  return plain(schema) as Schema
}

function plain(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plain)
  if (typeof node !== 'object' || node === null) return node
  const source = node as Schema
  if (typeof source.$ref === 'string') {
    return { $ref: source.$ref.replace('#/components/schemas/', '#/schemas/') }
  }
  const result: Schema = {}
  for (const [keyword, value] of Object.entries(source)) {
    if (DROPPED.has(keyword) || keyword.startsWith('x-')) continue
    if (keyword === 'properties') result.properties = mapped(value as Schema)
    else if (keyword === 'enum' || keyword === 'required') result[keyword] = value
    else result[keyword] = plain(value)
  }
  return source.nullable === true ? orNull(result) : result
}

/** A property may be called like a keyword. */
function mapped(properties: Schema): Schema {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, plain(schema)]))
}

function orNull(schema: Schema): Schema {
  if (typeof schema.type !== 'string') return { anyOf: [schema, { type: 'null' }] }
  const { enum: allowed } = schema
  const withNull = Array.isArray(allowed) && !allowed.includes(null) ? { enum: [...allowed, null] } : {}
  return { ...schema, ...withNull, type: [schema.type, 'null'] }
}
