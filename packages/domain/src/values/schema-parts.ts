import { Type } from 'typebox'

/** What schemas are made of. */

export const Id = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'A UUID in lower case.',
})
export const Time = Type.String({ description: 'RFC 3339, UTC.' })

/** A time that a request names. */
export const Moment = Type.String({
  pattern:
    '^(?!0000)\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?Z$',
  description: 'RFC 3339, UTC.',
})

export const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hexadecimal.' })
export const Sha = Type.String({ description: 'A git object id.' })
export const Version = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: "The owner's turn number; send it back in If-Match or version.",
})

export const strict = { additionalProperties: false }

export const oneOf = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>({ type: 'string', enum: [...values] })
export const nullable = <S extends Type.TSchema>(schema: S, description?: string) =>
  Type.Union([schema, Type.Null()], description === undefined ? {} : { description })

/** Refuses NUL and other control characters, which no name or sentence needs. */
export const line = (maxLength: number) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: '^(?=.*\\S)[^\\u0000-\\u001f\\u007f]*$',
  })
export const text = (maxLength: number) => Type.String({ maxLength, pattern: '^[^\\u0000]*$' })
