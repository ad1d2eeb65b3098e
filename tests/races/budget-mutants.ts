import { type ActorReply, budgetActor } from '@pm-bot/actors'
import {
  type Budget,
  type BudgetCommand,
  type BudgetEvent,
  evolveBudget,
  FIRST_WORKSPACE,
  type ReserveAnswer,
} from '@pm-bot/domain'
import { type ActorDefinition, ask, castOf, type TurnContext } from '@pm-bot/runtime'
import { lookUpRunBudget } from '@pm-bot/store'
import { type DeskOf, RUN_LIMITS } from './budget-race.ts'

/** The mistakes that a budget is built to avoid. */
export const BUDGET_MUTANTS = ['check-then-reserve', 'lost-is-free'] as const
export type BudgetMutant = (typeof BUDGET_MUTANTS)[number]

type BudgetActor = ActorDefinition<Budget, BudgetCommand, BudgetEvent, ActorReply>

/** Grants whatever is asked for: somebody looked before. */
const unchecked: BudgetActor = {
  ...budgetActor,
  receive(budget, command, context) {
    const turn = budgetActor.receive(withoutLimits(budget), withoutRunLimits(command), context)
    return { ...turn, state: { ...turn.state, limits: budget.limits } }
  },
}
const withoutLimits = (budget: Budget): Budget => ({ ...budget, limits: {} })
const withoutRunLimits = (command: BudgetCommand): BudgetCommand =>
  command.type === 'reserve' && command.run ? { ...command, run: { ...command.run, limits: {} } } : command

/** Gives back what a dead attempt had reserved, as if it had cost nothing. */
const forgetful: BudgetActor = {
  ...budgetActor,
  receive: (budget, command, context) =>
    budgetActor.receive(freed(budget, command, context), command, context),
}

function freed(budget: Budget, command: BudgetCommand, context: TurnContext): Budget {
  if (command.type !== 'reserve') return budget
  const former = Object.entries(budget.reservations).find(
    ([, { runId, callId, attempt }]) =>
      runId === command.runId && callId === command.callId && attempt !== command.attempt,
  )
  if (!former) return budget
  const [reservationId, reservation] = former
  const nothing = { amounts: {}, inputTokens: 0, outputTokens: 0, microUsd: null, lost: true }
  return evolveBudget(budget, { type: 'spend-settled', reservationId, reservation, ...nothing }, context)
}

/** A desk with one of the mistakes. */
export const mutantDesk =
  (mutant: BudgetMutant): DeskOf =>
  (store, runId, attempt) => {
    const cast = castOf(mutant === 'check-then-reserve' ? unchecked : forgetful)
    const to = { kind: 'budget', key: FIRST_WORKSPACE.workspaceId }
    const asked = async (command: BudgetCommand) => {
      const reply = await ask<ActorReply>(store.storage, cast, to, command, { patienceMs: 20_000 })
      if (reply.status === 'refused') throw new Error(reply.message)
      return reply.data
    }
    return {
      async reserve(request) {
        const row = (await lookUpRunBudget(store.database, runId))!
        const { spent, reserved } = row.known
        const needed = request.inputTokens + request.outputTokens
        const left = RUN_LIMITS.tokens - (spent.tokens ?? 0) - (reserved.tokens ?? 0)
        if (mutant === 'check-then-reserve' && needed > left) return { status: 'refused', sentence: 'full' }
        const command = { type: 'reserve', runId, repoId: row.known.repoId, attempt, ...request } as const
        let answer = (await asked(command)) as ReserveAnswer
        if (answer.status === 'unknown-run') {
          answer = (await asked({ ...command, run: row.known })) as ReserveAnswer
        }
        if (answer.status === 'unknown-run' || answer.status === 'busy') {
          return { status: 'refused', sentence: 'again' }
        }
        return answer
      },
      async settle(reservationId, spent) {
        await asked({ type: 'settle', reservationId, spent })
        return null
      },
    }
  }
