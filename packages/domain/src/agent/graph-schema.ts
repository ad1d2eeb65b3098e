import { type Static, Type } from 'typebox'
import { BudgetLimitsBody } from '../budget/budget-limits-schema.ts'
import { ToolPolicyBody } from '../tool/tool-policy-schema.ts'
import { nullable } from '../values/schema-parts.ts'

export const GraphView = Type.Object({
  id: Type.String(),
  title: Type.String(),
  description: Type.String(),
  specSchema: Type.Unknown(),
  /** What its agent may do unless the proposal says otherwise; null of a graph without tools. */
  tools: nullable(ToolPolicyBody),
  /** What it may spend unless the proposal says otherwise; null where nothing is counted then. */
  budget: nullable(BudgetLimitsBody),
})
export type GraphView = Static<typeof GraphView>
