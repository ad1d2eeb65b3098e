import { type Static, Type } from 'typebox'
import { RISKS } from '../inbox/inbox.ts'
import { oneOf } from '../values/schema-parts.ts'
import { TOOL_EFFECTS } from './tools.ts'

export const ToolView = Type.Object({
  id: Type.String({ description: 'What rules and grants call it.' }),
  title: Type.String(),
  description: Type.String({ description: 'As the model reads it.' }),
  argsSchema: Type.Unknown({ description: 'JSON Schema (2020-12) of its arguments.' }),
  risk: oneOf(RISKS),
  effect: oneOf(TOOL_EFFECTS),
  quotaKey: Type.String({ description: 'Its calls are counted under this name.' }),
})
export type ToolView = Static<typeof ToolView>
