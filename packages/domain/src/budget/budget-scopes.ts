import { BUDGET_MEASURES, type BudgetMeasure, type BudgetScope } from '../inbox/interrupt.ts'
import { type Budget, type BudgetCount, type BudgetLimits, EACH, type Reservation } from './budget.ts'

/** How a state names a scope. Keys may be anything; kinds hold no space. */
export const scopeName = ({ kind, key }: BudgetScope): string => `${kind} ${key}`

export function scopeOf(name: string): BudgetScope {
  const at = name.indexOf(' ')
  return { kind: name.slice(0, at) as BudgetScope['kind'], key: name.slice(at + 1) }
}

/** Every scope that a call is counted in, the narrowest first. A run counts for its whole life, all others by day. */
export function scopesOf({
  runId,
  repoId,
  day,
  provider,
  quotaKey,
}: Pick<Reservation, 'runId' | 'repoId' | 'day' | 'provider' | 'quotaKey'>): BudgetScope[] {
  return [
    { kind: 'run', key: runId },
    { kind: 'repo', key: repoId },
    { kind: 'day', key: day },
    ...(provider === null ? [] : [{ kind: 'provider' as const, key: provider }]),
    ...(quotaKey === null ? [] : [{ kind: 'tool' as const, key: quotaKey }]),
  ]
}

export const NOTHING_COUNTED: BudgetCount = { spent: {}, reserved: {} }

export const countOf = (budget: Budget, scope: BudgetScope, day: string): BudgetCount =>
  (scope.kind === 'run' ? budget.runs[scope.key] : budget.days[day]?.[scopeName(scope)]) ?? NOTHING_COUNTED

/** What limits a scope on that day, extensions included. */
export function limitsOf(budget: Budget, scope: BudgetScope, day: string): BudgetLimits {
  if (scope.kind === 'run') return budget.runs[scope.key]?.limits ?? {}
  const { limits = {} } =
    budget.limits[scopeName(scope)] ?? budget.limits[scopeName({ ...scope, key: EACH })] ?? {}
  return withExtra(limits, countOf(budget, scope, day).extra)
}

/** Limits with what was approved beyond them. */
export const withExtra = (limits: BudgetLimits, extra: BudgetCount['extra'] = {}): BudgetLimits =>
  perMeasure((measure) => {
    const limit = limits[measure]
    return limit === undefined ? undefined : limit + (extra[measure] ?? 0)
  })

/** Measures that come to nothing are left out. */
export function perMeasure(
  value: (measure: BudgetMeasure) => number | undefined,
): Partial<Record<BudgetMeasure, number>> {
  const pairs = BUDGET_MEASURES.map((measure) => [measure, value(measure)] as const)
  return Object.fromEntries(pairs.filter(([, number]) => number !== undefined))
}
