import { type Static, Type } from 'typebox'
import { Where } from '../tool/tool-rule-schema.ts'
import { Id, nullable, strict, Time } from '../values/schema-parts.ts'

export const GrantSuggestionsQuery = Type.Object({ workspaceId: Type.Optional(Id) }, strict)

export const GrantSuggestionView = Type.Object({
  tool: Type.String(),
  repoId: Id,
  where: nullable(Where),
  times: Type.Integer({ description: 'How often such a call was approved as it was, in the last 30 days.' }),
  lastAt: Time,
  items: Type.Array(Type.Object({ itemId: Id, title: Type.String(), at: Time }), {
    description: 'What was approved, newest first; ten at most.',
  }),
})
export type GrantSuggestionView = Static<typeof GrantSuggestionView>
