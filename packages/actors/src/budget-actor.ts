import {
  type Budget,
  type BudgetCommand,
  type BudgetEvent,
  type BudgetTurn,
  decideBudget,
  NEW_BUDGET,
} from '@pm-bot/domain'
import { defineActor } from '@pm-bot/runtime'
import { type ActorReply, decideTurn } from './decide-turn.ts'

/** What a workspace's runs may spend. One actor holds it all, so that two calls never use the same rest of a limit. */
export const budgetActor = defineActor<Budget, BudgetCommand, BudgetEvent, ActorReply>({
  kind: 'budget',
  codeVersion: 1,
  initialState: NEW_BUDGET,

  receive(budget, command, context) {
    const decided: BudgetTurn[] = []
    const { events, reply } = decideTurn(context.version, command, () => {
      const turn = decideBudget(budget, command, context)
      decided.push(turn)
      return turn.events
    })
    const [turn] = decided
    if (!turn || reply.status === 'refused') return { state: budget, events, reply }
    return {
      state: turn.budget,
      events,
      reply: turn.data === undefined ? reply : { ...reply, data: turn.data },
    }
  },
})
