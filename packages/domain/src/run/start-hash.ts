import type { BudgetLimits } from '../budget/budget.ts'
import type { ToolPolicy } from '../tool/tool-policy.ts'
import { canonicalJson, type Json, sha256Hex } from '../values/canonical-json.ts'

/** All that a person allows with the start of a run: what is done where, with which tools, for how much. */
export interface StartContent {
  repoId: string
  goal: string
  graphId: string
  spec: Json
  /** Absent for graphs that need neither. */
  tools?: ToolPolicy | null
  budget?: BudgetLimits | null
}

/** The same for the same content, whoever proposes it. */
export const startHash = ({
  repoId,
  goal,
  graphId,
  spec,
  tools = null,
  budget = null,
}: StartContent): string => sha256Hex(canonicalJson({ repoId, goal, graphId, spec, tools, budget }))
