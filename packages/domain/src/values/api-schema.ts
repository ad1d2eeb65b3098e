import { type Static, Type } from 'typebox'
import { nullable, strict } from './schema-parts.ts'

/**
 * What goes over HTTP, as JSON Schema, is in the files `*-schema.ts`: the api checks requests and shapes answers with it,
 * the OpenAPI document is made from it, and the page takes its types from it. Here is what all of them share.
 */
export { Id, Time } from './schema-parts.ts'

export const PageQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ maxLength: 500 })),
  },
  strict,
)
/** A list's answer. `nextCursor` is null on the last page. */
export const page = <S extends Type.TSchema>(item: S) =>
  Type.Object({ items: Type.Array(item), nextCursor: nullable(Type.String()) })

export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String(),
  },
  { additionalProperties: true, description: 'application/problem+json' },
)
export type Problem = Static<typeof Problem>
