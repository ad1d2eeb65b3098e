import { BUDGET_MEASURES, type BudgetScope, type BudgetShortfall } from '../inbox/interrupt.ts'
import type { Amounts, Budget } from './budget.ts'
import { countOf, limitsOf } from './budget-scopes.ts'

/**
 * The limit that has least left of what the call needs; of several alike the narrowest scope's. Undefined when every
 * limit allows the call: spent + reserved + needed ≤ limit.
 */
export function tightestShortfall(
  budget: Budget,
  scopes: readonly BudgetScope[],
  day: string,
  amounts: Amounts,
): BudgetShortfall | undefined {
  let tightest: BudgetShortfall | undefined
  for (const scope of scopes) {
    const limits = limitsOf(budget, scope, day)
    const count = countOf(budget, scope, day)
    for (const measure of BUDGET_MEASURES) {
      const limit = limits[measure]
      const needed = amounts[measure] ?? 0
      if (limit === undefined || needed === 0) continue
      const [spent, reserved] = [count.spent[measure] ?? 0, count.reserved[measure] ?? 0]
      if (spent + reserved + needed <= limit) continue
      const shortfall = { scope, measure, limit, spent, reserved, needed }
      if (!tightest || coverage(shortfall) < coverage(tightest)) tightest = shortfall
    }
  }
  return tightest
}

/** Which part of what is needed there is still room for. */
const coverage = ({ limit, spent, reserved, needed }: BudgetShortfall): number =>
  Math.max(0, limit - spent - reserved) / needed
