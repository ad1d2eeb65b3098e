import { Type } from 'typebox'
import type { ToolRule } from './tool-policy.ts'

/** A pattern of a rule: no control character, for no call that has one fits. */
const Pattern = Type.String({ maxLength: 1_000, pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$' })

export const ToolNameText = Type.String({
  pattern: '^[A-Za-z0-9_.:/-]{1,100}$',
  description: 'A name of a tool; those of pm-bot are listed at /api/tools.',
})

export const Where = Type.Unsafe<NonNullable<ToolRule['where']>>({
  type: 'object',
  maxProperties: 20,
  propertyNames: { type: 'string', pattern: '^[A-Za-z0-9_.-]{1,100}$' },
  additionalProperties: { anyOf: [Pattern, Type.Array(Pattern, { maxItems: 50 })] },
  description:
    'By argument: a pattern for a text or a path (* within a part, ** over parts, ? one character, \\ takes the meaning away), or one for each word of a list, the last of which may be ** for any rest.',
})
