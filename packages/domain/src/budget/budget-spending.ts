import { BUDGET_MEASURES } from '../inbox/interrupt.ts'
import type { RuleContext } from '../run/decide-run.ts'
import type { BudgetCommand, Reservation, ReserveAnswer, SettleAnswer } from './budget.ts'
import { amountsOf, isCountable, modelPrice, whole } from './budget-amounts.ts'
import { countOf, limitsOf, scopesOf } from './budget-scopes.ts'
import { describeBusy, describeShortfall, describeUnpriced, describeWarning } from './budget-sentences.ts'
import { tightestShortfall } from './budget-shortfall.ts'
import type { BudgetStory } from './budget-story.ts'
import { isRowGood } from './budget-tidiness.ts'
import { dayOf } from './evolve-budget.ts'

type Reserve = Extract<BudgetCommand, { type: 'reserve' }>

/** Of a limit, from which on there is a warning. */
const WARN_FROM = 0.8

/** Counts what a call may cost in all of its scopes, or says which limit does not allow it. */
export function reserve(story: BudgetStory, command: Reserve, context: RuleContext): ReserveAnswer {
  const run = bringRun(story, command, context.now)
  if (run !== 'known') return run
  if (!isCountable(command)) return refused('This call does not say in numbers what it may cost at most.')

  const price = modelPrice(story.budget, command)
  const amounts = amountsOf(command, price)
  const warnings: string[] = []
  const former = callUnderWay(story, command)
  if (former) {
    const [reservationId, { attempt, amounts: before, warnings: said = [] }] = former
    if (attempt === command.attempt && isSame(before, amounts)) {
      return { status: 'granted', reservationId, warnings: said }
    }
    warnings.push(...settleLost(story, reservationId, former[1]))
  }

  const { runId, repoId, attempt, callId, provider, model, quotaKey, seconds, atOnce } = command
  if (provider !== null && atOnce !== undefined) {
    warnings.push(...leavePlaces(story, command))
    if (underWay(story, provider, context.now) >= atOnce) {
      return { status: 'busy', sentence: describeBusy(provider, atOnce), warnings }
    }
  }
  const endsBy = new Date(Date.parse(context.now) + seconds * 1000).toISOString()
  const call = { runId, repoId, attempt, callId, provider, model, quotaKey, day: dayOf(context), endsBy }
  const scopes = scopesOf(call)
  if (price === null) {
    const inMoney = scopes.find((scope) => limitsOf(story.budget, scope, call.day).microUsd !== undefined)
    if (inMoney) return refused(describeUnpriced(command.model!, inMoney))
  }
  const shortfall = tightestShortfall(story.budget, scopes, call.day, amounts)
  if (shortfall) {
    const { scope, measure, limit, spent, needed } = shortfall
    const isKnown = countOf(story.budget, scope, call.day).exhausted?.includes(measure)
    // What only waits for calls under way may fit in a minute.
    if (!isKnown && spent + needed > limit)
      story.tell({ type: 'budget-exhausted', runId, day: call.day, ...shortfall })
    return { status: 'exhausted', shortfall, sentence: describeShortfall(shortfall) }
  }
  const reservationId = context.newId()
  const said = warnings.length > 0 ? { warnings } : {}
  story.tell({ type: 'spend-reserved', reservationId, reservation: { ...call, amounts, price, ...said } })
  return { status: 'granted', reservationId, warnings }
}

/** Puts what a call really cost in the place of what was reserved. More than that is counted too. */
export function settle(
  story: BudgetStory,
  { reservationId, spent }: Extract<BudgetCommand, { type: 'settle' }>,
): SettleAnswer {
  const reservation = story.budget.reservations[reservationId]
  // Told twice, or too late: it was counted.
  if (!reservation) return { microUsd: null, warnings: [] }
  if (!isCountable(spent)) {
    const microUsd = costOf(reservation, reservation.amounts)
    return { microUsd, warnings: settleLost(story, reservationId, reservation) }
  }
  const amounts = amountsOf(spent, reservation.price)
  const microUsd = costOf(reservation, amounts)
  story.tell({
    type: 'spend-settled',
    reservationId,
    reservation,
    amounts,
    inputTokens: whole(spent.inputTokens),
    outputTokens: whole(spent.outputTokens),
    microUsd,
    lost: false,
  })
  return { microUsd, warnings: warn(story, reservation) }
}

/** Nobody knows what it cost: it counts in full. */
export function settleLost(story: BudgetStory, reservationId: string, reservation: Reservation): string[] {
  const { amounts } = reservation
  story.tell({
    type: 'spend-settled',
    reservationId,
    reservation,
    amounts,
    inputTokens: 0,
    outputTokens: 0,
    microUsd: costOf(reservation, amounts),
    lost: true,
  })
  return warn(story, reservation)
}

/** Null for a call that has no price. */
const costOf = ({ price }: Reservation, { microUsd = 0 }: Reservation['amounts']): number | null =>
  price === null ? null : microUsd

const refused = (sentence: string): ReserveAnswer => ({ status: 'refused', sentence })

const isSame = (one: Reservation['amounts'], other: Reservation['amounts']): boolean =>
  BUDGET_MEASURES.every((measure) => one[measure] === other[measure])

/** A worker that died gives its place back when its run asks again, or when its call would have ended at the latest. */
const underWay = ({ budget }: BudgetStory, provider: string, now: string): number =>
  Object.values(budget.reservations).filter(
    (reservation) => reservation.provider === provider && (reservation.endsBy ?? '') > now,
  ).length

/** A run has one attempt at a time: what earlier ones had under way is over, and counts in full. */
const leavePlaces = (story: BudgetStory, { runId, attempt }: Reserve): string[] =>
  Object.entries(story.budget.reservations)
    .filter(([, { provider, ...of }]) => provider !== null && of.runId === runId && of.attempt !== attempt)
    .flatMap(([reservationId, reservation]) => settleLost(story, reservationId, reservation))

function callUnderWay(
  { budget }: BudgetStory,
  { runId, callId }: Reserve,
): [string, Reservation] | undefined {
  return Object.entries(budget.reservations).find(
    ([, reservation]) => reservation.runId === runId && reservation.callId === callId,
  )
}

/** A run that is not remembered comes back with what its row says. */
function bringRun(story: BudgetStory, { runId, run }: Reserve, now: string): ReserveAnswer | 'known' {
  const { budget } = story
  if (budget.runs[runId]) return 'known'
  if (budget.away[runId]?.closed) return refused('This run has ended.')
  if (!run || !isRowGood(budget, runId, run, now)) return { status: 'unknown-run' }
  const { asOf: _, ...facts } = run
  story.tell({ type: 'run-budget-restored', runId, run: { ...facts, usedAt: now } })
  return 'known'
}

/** Says once of each limit that most of it is spent. */
function warn(story: BudgetStory, call: Reservation): string[] {
  const { day, runId } = call
  return scopesOf(call).flatMap((scope) => {
    const limits = limitsOf(story.budget, scope, day)
    const { spent, warned = [] } = countOf(story.budget, scope, day)
    return BUDGET_MEASURES.flatMap((measure) => {
      const limit = limits[measure] ?? 0
      const reached = { scope, measure, limit, spent: spent[measure] ?? 0 }
      if (limit === 0 || warned.includes(measure) || reached.spent < WARN_FROM * limit) return []
      story.tell({ type: 'budget-warned', runId, day, ...reached })
      return [describeWarning(reached)]
    })
  })
}
