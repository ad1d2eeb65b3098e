import {
  answerGrants,
  decideGrants,
  evolveGrants,
  type Grants,
  type GrantsCommand,
  type GrantsEvent,
  NEW_GRANTS,
  type ReleaseItem,
} from '@pm-bot/domain'
import { defineActor, type Send, type TimerRequest } from '@pm-bot/runtime'
import { type ActorReply, decideTurn, evolveAll } from './decide-turn.ts'

/** The standing permissions of a workspace. One actor holds them all, so that two callers never use the same last use. */
export const grantsActor = defineActor<Grants, GrantsCommand, GrantsEvent, ActorReply>({
  kind: 'grants',
  codeVersion: 1,
  initialState: NEW_GRANTS,

  receive(grants, command, context) {
    const { events, reply } = decideTurn(context.version, command, () =>
      decideGrants(grants, command, context),
    )
    const state = evolveAll(grants, events, evolveGrants, context.version)
    const isQuestion = command.type === 'use-grant' && reply.status === 'accepted'
    return {
      state,
      events,
      sends: events.flatMap(sendsOf),
      timers: events.flatMap(timersOf),
      reply: isQuestion ? { ...reply, data: answerGrants(state, command, context.now) } : reply,
    }
  },
})

function sendsOf(event: GrantsEvent): Send[] {
  if (event.type !== 'item-released') return []
  const { runId, itemId, grantId } = event
  const message: ReleaseItem = { type: 'release-item', itemId, grantId }
  return [{ to: { kind: 'run', key: runId }, message }]
}

function timersOf(event: GrantsEvent): TimerRequest[] {
  switch (event.type) {
    case 'grant-added': {
      const { grantId, until } = event.grant
      if (until === null) return []
      return [{ name: `expire/${grantId}`, dueAt: until, message: { type: 'expire-grant', grantId } }]
    }
    case 'grant-revoked':
    case 'grant-ended':
      return [{ name: `expire/${event.grantId}`, dueAt: null }]
    default:
      return []
  }
}
