import type { BudgetMeasure, BudgetScope, BudgetShortfall } from '../inbox/interrupt.ts'
import type { LimitReached } from './budget.ts'

/** Says which limit does not allow a call, and what to do. */
export function describeShortfall({
  scope,
  measure,
  limit,
  spent,
  reserved,
  needed,
}: BudgetShortfall): string {
  const underWay = reserved > 0 ? `, ${amount(measure, reserved)} held for calls under way` : ''
  const stands = `${amount(measure, spent)} spent${underWay}`
  return `${owner(scope)} has a limit of ${amount(measure, limit)}: ${stands}, and the next call may need ${amount(measure, needed)}. Approve an extension, or change the limit under Budgets.`
}

export function describeWarning({ scope, measure, limit, spent }: LimitReached): string {
  const percent = Math.floor((100 * spent) / limit)
  return `${owner(scope)} has spent ${percent} % of its limit of ${amount(measure, limit)}.`
}

export const describeUnpriced = (model: string, scope: BudgetScope): string =>
  `${owner(scope)} has a limit in money, and ${model} has no price. Set the price of ${model} under Budgets (or PUT /api/prices), or take the limit in money away.`

function owner({ kind, key }: BudgetScope): string {
  switch (kind) {
    case 'run':
      return 'This run'
    case 'repo':
      return 'This repository (today)'
    case 'day':
      return 'The workspace (today)'
    case 'provider':
      return `The provider ${key} (today)`
    case 'tool':
      return `The tool ${key} (today)`
  }
}

/** With its unit, e.g. `1,200 tokens` or `$0.0125`. */
export function amount(measure: BudgetMeasure, number: number): string {
  if (measure === 'microUsd') {
    return `$${(number / 1_000_000).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 6 })}`
  }
  const unit = number === 1 ? measure.slice(0, -1) : measure
  return `${number.toLocaleString('en')} ${unit}`
}

/** Why a call waits although no limit is reached. */
export const describeBusy = (provider: string, atOnce: number): string =>
  `Waits for a place: ${atOnce === 1 ? 'one call' : `${atOnce} calls`} of ${provider} may be under way at once.`
