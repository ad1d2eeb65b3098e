import type { BudgetMeasure, BudgetScope } from '../inbox/interrupt.ts'
import type { RuleContext } from '../run/decide-run.ts'
import type { Budget, BudgetCount, BudgetEvent, Reservation, RunBudget } from './budget.ts'
import { EACH } from './budget.ts'
import { addAmounts, subtractAmounts } from './budget-amounts.ts'
import { NOTHING_COUNTED, scopeName, scopesOf } from './budget-scopes.ts'

type Turn = Pick<RuleContext, 'version' | 'now'>
type Change = (count: BudgetCount) => BudgetCount

/** How many extensions are remembered: a message comes twice at once or never. */
const EXTENSIONS_KEPT = 200

export function evolveBudget(budget: Budget, event: BudgetEvent, turn: Turn): Budget {
  switch (event.type) {
    case 'limits-set':
      return setLimits({ ...budget, version: turn.version }, event, turn)
    case 'price-set': {
      const { [event.model]: _, ...prices } = budget.prices
      return {
        ...budget,
        version: turn.version,
        prices: event.price ? { ...prices, [event.model]: event.price } : prices,
      }
    }
    case 'limit-extended': {
      const extended = [...budget.extended, event.itemId].slice(-EXTENSIONS_KEPT)
      return extendLimit({ ...budget, extended }, event, turn)
    }
    case 'run-budget-opened':
      return budget.away[event.runId] ? awayRun(budget, event.runId, turn, false) : budget
    case 'run-budget-restored': {
      const { [event.runId]: _, ...away } = budget.away
      return { ...budget, away, runs: { ...budget.runs, [event.runId]: event.run } }
    }
    case 'run-budget-closed': {
      const { [event.runId]: _, ...runs } = budget.runs
      return awayRun({ ...budget, runs }, event.runId, turn, true)
    }
    case 'spend-reserved': {
      const { reservationId, reservation } = event
      const reservations = { ...budget.reservations, [reservationId]: reservation }
      return count({ ...budget, reservations }, reservation, turn, (before) => ({
        ...before,
        reserved: addAmounts(before.reserved, reservation.amounts),
      }))
    }
    case 'spend-settled': {
      const { reservation, amounts } = event
      const { [event.reservationId]: _, ...reservations } = budget.reservations
      return count({ ...budget, reservations }, reservation, turn, (before) => ({
        ...before,
        reserved: subtractAmounts(before.reserved, reservation.amounts),
        spent: addAmounts(before.spent, amounts),
      }))
    }
    case 'budget-warned':
      return change(budget, event.scope, event.day, turn, (before) => ({
        ...before,
        warned: [...(before.warned ?? []), event.measure],
      }))
    case 'budget-exhausted':
      return change(budget, event.scope, event.day, turn, (before) => ({
        ...before,
        exhausted: [...(before.exhausted ?? []), event.measure],
      }))
    case 'budget-tidied':
      return tidy(budget, event, turn)
    case 'counts-changed':
    case 'command-refused':
      return budget
  }
}

/** The date in UTC. */
export const dayOf = ({ now }: Pick<Turn, 'now'>): string => now.slice(0, 10)

/** In all scopes of a call at once. */
function count(budget: Budget, reservation: Reservation, turn: Turn, how: Change): Budget {
  const { day } = reservation
  return scopesOf(reservation).reduce((next, scope) => change(next, scope, day, turn, how), budget)
}

function change(budget: Budget, scope: BudgetScope, day: string, turn: Turn, how: Change): Budget {
  if (scope.kind === 'run') {
    const run = budget.runs[scope.key]
    return run ? withRun(budget, scope.key, { ...run, ...how(run) }, turn) : budget
  }
  const name = scopeName(scope)
  const counts = budget.days[day] ?? {}
  const next = { ...counts, [name]: how(counts[name] ?? NOTHING_COUNTED) }
  return { ...budget, days: { ...budget.days, [day]: next } }
}

const withRun = (budget: Budget, runId: string, run: RunBudget, { version, now }: Turn): Budget => ({
  ...budget,
  runs: { ...budget.runs, [runId]: { ...run, version, usedAt: now } },
})

const awayRun = (budget: Budget, runId: string, { version, now: at }: Turn, closed: boolean): Budget => ({
  ...budget,
  away: { ...budget.away, [runId]: { version, at, closed } },
})

/** Another limit may be warned of and exhausted again. */
const forget =
  (measures: readonly BudgetMeasure[] | 'all'): Change =>
  ({ warned = [], exhausted = [], ...rest }) => ({
    ...rest,
    warned: warned.filter((measure) => measures !== 'all' && !measures.includes(measure)),
    exhausted: exhausted.filter((measure) => measures !== 'all' && !measures.includes(measure)),
  })

function setLimits(
  budget: Budget,
  { scope, limits }: Extract<BudgetEvent, { type: 'limits-set' }>,
  turn: Turn,
): Budget {
  if (scope.kind === 'run') {
    const run = budget.runs[scope.key]
    // Its row alone changes.
    if (!run) return awayRun(budget, scope.key, turn, budget.away[scope.key]?.closed ?? false)
    return withRun(budget, scope.key, { ...run, ...forget('all')(run), limits }, turn)
  }
  const { [scopeName(scope)]: _, ...others } = budget.limits
  const isNone = Object.keys(limits).length === 0
  const next = isNone ? others : { ...others, [scopeName(scope)]: { limits, version: turn.version } }
  const day = dayOf(turn)
  const isMeant = (name: string) =>
    scope.key === EACH ? name.startsWith(`${scope.kind} `) : name === scopeName(scope)
  const counts = Object.entries(budget.days[day] ?? {}).map(
    ([name, before]) => [name, isMeant(name) ? forget('all')(before) : before] as const,
  )
  return { ...budget, limits: next, days: { ...budget.days, [day]: Object.fromEntries(counts) } }
}

function extendLimit(
  budget: Budget,
  { scope, measure, amount }: Extract<BudgetEvent, { type: 'limit-extended' }>,
  turn: Turn,
): Budget {
  const renewed = forget([measure])
  if (scope.kind === 'run') {
    const run = budget.runs[scope.key]
    if (!run) return awayRun(budget, scope.key, turn, budget.away[scope.key]?.closed ?? false)
    const limit = run.limits[measure]
    const limits = limit === undefined ? run.limits : { ...run.limits, [measure]: limit + amount }
    return withRun(budget, scope.key, { ...run, ...renewed(run), limits }, turn)
  }
  const day = dayOf(turn)
  // The day that it was for is over, and its limit with it.
  if (scope.kind === 'day' && scope.key !== day) return budget
  return change(budget, scope, day, turn, (before) => ({
    ...renewed(before),
    extra: addAmounts(before.extra ?? {}, { [measure]: amount }),
  }))
}

function tidy(
  budget: Budget,
  { days, runs, away }: Extract<BudgetEvent, { type: 'budget-tidied' }>,
  { now: at }: Turn,
): Budget {
  const rested = runs.map((runId) => [runId, { version: budget.runs[runId]!.version, at, closed: false }])
  return {
    ...budget,
    days: without(budget.days, days),
    runs: without(budget.runs, runs),
    away: { ...without(budget.away, away), ...Object.fromEntries(rested) },
  }
}

const without = <Value>(record: Record<string, Value>, keys: readonly string[]): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)))
