import { Type } from 'typebox'
import { BudgetLimitsBody } from '../budget/budget-limits-schema.ts'
import { ToolPolicyBody } from '../tool/tool-policy-schema.ts'
import { nullable, strict } from '../values/schema-parts.ts'
import { LEAST_POLL_SECONDS, MOST_POLL_SECONDS } from './repo-policy.ts'

const Seconds = Type.Integer({ minimum: LEAST_POLL_SECONDS, maximum: MOST_POLL_SECONDS })

const fields = {
  tools: nullable(ToolPolicyBody, 'Of a run proposed without rules; null: those of its graph.'),
  budget: nullable(BudgetLimitsBody, 'Of a run proposed without limits; null: those of its graph.'),
  pollSeconds: nullable(
    Type.Object({ min: Seconds, max: Seconds }, strict),
    'Bounds of the time between two looks at GitHub; null: none.',
  ),
}

export const RepoPolicyView = Type.Object(fields)

/** What is not named stays as it is. */
export const RepoPolicyBody = Type.Partial(Type.Object(fields), { ...strict, minProperties: 1 })
