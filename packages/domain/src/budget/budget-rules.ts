import { assertVersion } from '../actor/assert-version.ts'
import type { RuleContext } from '../run/decide-run.ts'
import { DomainError } from '../values/errors.ts'
import {
  type Budget,
  type BudgetCommand,
  type BudgetEvent,
  EACH,
  type ReserveAnswer,
  type SettleAnswer,
} from './budget.ts'
import { scopeName } from './budget-scopes.ts'
import { reserve, settle, settleLost } from './budget-spending.ts'
import { type BudgetStory, tellOf } from './budget-story.ts'
import { tidyBudget } from './budget-tidiness.ts'

/** So many limits, and so many prices: they are read with every call. */
const MOST_ENTRIES = 500

export interface BudgetTurn {
  /** The last of them says how the scopes stand that the others touched. */
  events: BudgetEvent[]
  budget: Budget
  /** To whoever asked. */
  data?: ReserveAnswer | SettleAnswer
}

/**
 * What happens when this command meets this budget. A reservation is counted in all scopes of its call or in none.
 * @throws DomainError when a rule refuses the command
 */
export function decideBudget(budget: Budget, command: BudgetCommand, context: RuleContext): BudgetTurn {
  const story = tellOf(budget, context)
  story.tell(...tidyBudget(budget, context.now))
  const data = decide(story, command, context)
  return { ...story.end(), ...(data === undefined ? {} : { data }) }
}

function decide(
  story: BudgetStory,
  command: BudgetCommand,
  context: RuleContext,
): ReserveAnswer | SettleAnswer | undefined {
  switch (command.type) {
    case 'set-limits':
      return void story.tell(limitsSet(story.budget, command))
    case 'set-price':
      return void story.tell(priceSet(story.budget, command))
    case 'extend-limit': {
      const { type: _, ...extension } = command
      if (!Number.isSafeInteger(command.amount) || command.amount <= 0) {
        throw new DomainError('bad_request', 'a limit is extended by a whole number above 0')
      }
      if (story.budget.extended.includes(command.itemId)) return undefined
      return void story.tell({ type: 'limit-extended', ...extension })
    }
    case 'open-run': {
      const { runId, repoId, limits } = command
      if (story.budget.runs[runId]) return undefined
      return void story.tell({ type: 'run-budget-opened', runId, repoId, limits })
    }
    case 'reserve':
      return reserve(story, command, context)
    case 'settle':
      return settle(story, command)
    case 'close-run':
      return closeRun(story, command.runId)
  }
}

function limitsSet(
  budget: Budget,
  { scope, limits, ifVersion, by }: Extract<BudgetCommand, { type: 'set-limits' }>,
): BudgetEvent {
  if (scope.kind === 'day' && scope.key !== EACH) {
    throw new DomainError('bad_request', `a limit by day is set for every day: its key is ${EACH}`)
  }
  if (scope.kind === 'run' && scope.key === EACH) {
    throw new DomainError('bad_request', 'name the run; what a new run may spend is part of its proposal')
  }
  if (scope.kind !== 'run') {
    const known = budget.limits[scopeName(scope)]
    assertVersion('limit', known?.version ?? 0, ifVersion)
    assertRoom(budget.limits, known !== undefined, 'limits')
  }
  return { type: 'limits-set', scope, limits, by }
}

function priceSet(
  { prices }: Budget,
  { model, price, by }: Extract<BudgetCommand, { type: 'set-price' }>,
): BudgetEvent {
  assertRoom(prices, Object.hasOwn(prices, model), 'prices')
  return { type: 'price-set', model, price, by }
}

function assertRoom(entries: Record<string, unknown>, isKnown: boolean, what: string): void {
  if (isKnown || Object.keys(entries).length < MOST_ENTRIES) return
  throw new DomainError('action_not_allowed', `there are ${MOST_ENTRIES} ${what}; take some away first`)
}

function closeRun(story: BudgetStory, runId: string): undefined {
  for (const [reservationId, reservation] of Object.entries(story.budget.reservations)) {
    if (reservation.runId === runId) settleLost(story, reservationId, reservation)
  }
  story.tell({ type: 'run-budget-closed', runId, run: story.budget.runs[runId] ?? null })
}
