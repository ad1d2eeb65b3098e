import type { Budget, BudgetEvent, KnownRunBudget } from './budget.ts'
import { dayOf } from './evolve-budget.ts'

/** A run that asked nothing for so long is left to its row. */
const RESTS_AFTER_MS = 10 * 60 * 1000
/** How old a row may be that brings a run back. Much less than what is remembered of runs that are away. */
const ROW_IS_GOOD_MS = 60 * 1000

/** What the state need not hold any more. */
export function tidyBudget(budget: Budget, now: string): BudgetEvent[] {
  const under = Object.values(budget.reservations)
  const [busyDays, busyRuns] = [
    new Set(under.map(({ day }) => day)),
    new Set(under.map(({ runId }) => runId)),
  ]
  const isOld = (time: string) => Date.parse(now) - Date.parse(time) > RESTS_AFTER_MS
  const days = Object.keys(budget.days).filter((day) => day < dayOf({ now }) && !busyDays.has(day))
  const runs = Object.entries(budget.runs)
    .filter(([runId, { usedAt }]) => isOld(usedAt) && !busyRuns.has(runId))
    .map(([runId]) => runId)
  const away = Object.entries(budget.away)
    .filter(([, { at }]) => isOld(at))
    .map(([runId]) => runId)
  return days.length + runs.length + away.length === 0 ? [] : [{ type: 'budget-tidied', days, runs, away }]
}

/**
 * Whether the row may bring its run back. It may not when the run's row has changed since it was read: what changed
 * lately is remembered for ten minutes, and a row is good for one.
 */
export function isRowGood(
  { away }: Budget,
  runId: string,
  { version, asOf }: KnownRunBudget,
  now: string,
): boolean {
  const changed = away[runId]
  return Date.parse(now) - Date.parse(asOf) <= ROW_IS_GOOD_MS && (!changed || changed.version === version)
}
