import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'

const key = {
  'idempotency-key': Type.Optional(
    Type.String({
      pattern: '^[!-~]{1,255}$',
      description: 'The same key and body always get the same answer; kept for at least a day.',
    }),
  ),
}

export const KeyHeaders = Type.Object(key)

/** Of commands about a row that the caller has seen. */
export const CommandHeaders = Type.Object({
  ...key,
  'if-match': Type.Optional(
    Type.String({
      pattern: '^(\\*|[0-9]{1,15}|"[0-9]{1,15}")$',
      description:
        'The version that you saw, e.g. "12"; 409 with the current row when it is not that any more.',
    }),
  ),
})

/** The version that the caller saw, when it says so. */
export function ifVersion({ headers }: FastifyRequest): number | null {
  const header = headers['if-match']
  return header === undefined || header === '*' ? null : Number(header.replaceAll('"', ''))
}
