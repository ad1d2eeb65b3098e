import { Type } from 'typebox'
import { strict } from '../values/schema-parts.ts'

/** A million dollars, or a trillion tokens: what is more is a slip of the keyboard. */
const Amount = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 })

/** Limits in a request; what is not named is not limited. */
export const BudgetLimitsBody = Type.Object(
  {
    tokens: Type.Optional(Amount),
    microUsd: Type.Optional({ ...Amount, description: 'Millionths of a US dollar.' }),
    calls: Type.Optional({ ...Amount, description: 'Calls of models and tools.' }),
    seconds: Type.Optional({ ...Amount, description: 'Spent in calls.' }),
  },
  strict,
)
