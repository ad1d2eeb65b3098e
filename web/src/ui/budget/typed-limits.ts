import type { BudgetLimits, BudgetMeasure } from '@pm-bot/domain'
import { amountAsTyped, typedAmount } from './amounts.ts'

export const MEASURES: readonly BudgetMeasure[] = ['calls', 'tokens', 'microUsd', 'seconds']

/** What stands in the fields: amounts in a person's units, empty where there is no limit. */
export type TypedLimits = Partial<Record<BudgetMeasure, string>>

/** A million dollars, or a trillion tokens: the api takes no more. */
const MOST = 1_000_000_000_000

export const limitsAsTyped = (limits: BudgetLimits): TypedLimits =>
  Object.fromEntries(
    MEASURES.flatMap((measure) => {
      const limit = limits[measure]
      return limit === undefined ? [] : [[measure, amountAsTyped(measure, limit)]]
    }),
  )

/** The limits that the fields say, and what is wrong with them, by measure. */
export function readLimits(typed: TypedLimits): {
  limits: BudgetLimits
  problems: Partial<Record<BudgetMeasure, string>>
} {
  const limits: BudgetLimits = {}
  const problems: Partial<Record<BudgetMeasure, string>> = {}
  for (const measure of MEASURES) {
    const text = typed[measure]?.trim() ?? ''
    if (text === '') continue
    const amount = typedAmount(measure, text)
    if (amount === undefined) problems[measure] = 'Write a number such as 200, 50k or 1.5M.'
    else if (amount > MOST) problems[measure] = 'That is more than a limit can be.'
    else limits[measure] = amount
  }
  return { limits, problems }
}
