import {
  decideGitHub,
  evolveGitHub,
  finishLook,
  type GitHubCommand,
  type GitHubDesk,
  type GitHubEvent,
  type LookError,
  type LookResult,
  NEW_GITHUB_DESK,
} from '@pm-bot/domain'
import {
  defineActor,
  type EffectFinished,
  type EffectOutcome,
  type EffectRequest,
  type ReopenRequest,
} from '@pm-bot/runtime'
import { type ActorReply, decideTurn, evolveAll } from './decide-turn.ts'

export type GitHubMessage = GitHubCommand | EffectFinished<LookResult>

/** The one that looks at GitHub for the page: at the credential, at what it sees, at what an import would cost. */
export const githubActor = defineActor<GitHubDesk, GitHubMessage, GitHubEvent, ActorReply>({
  kind: 'github',
  codeVersion: 2,
  initialState: NEW_GITHUB_DESK,

  receive(desk, message, context) {
    const { events, reply } =
      message.type === 'effect-finished'
        ? {
            events: finishLook(desk, message.effectId, errorOf(message.outcome)),
            reply: { status: 'accepted' as const, version: context.version },
          }
        : decideTurn(context.version, message, () => decideGitHub(desk, message, context))
    return {
      state: evolveAll(desk, events, evolveGitHub, context.version),
      events,
      effects: events.flatMap(effectsOf),
      cancelEffects: events.flatMap((event) => (event.type === 'look-cancelled' ? [event.effectId] : [])),
      reopenEffects: events.flatMap(reopeningOf),
      reply,
    }
  },
})

function effectsOf(event: GitHubEvent): EffectRequest[] {
  switch (event.type) {
    case 'look-requested':
      return [{ effectId: event.effectId, verb: 'look-at-github', payload: {}, ...CARRIED }]
    case 'estimate-requested': {
      const { effectId, fullName } = event
      return [{ effectId, verb: 'estimate-import', payload: { fullName }, ...CARRIED }]
    }
    case 'look-ended':
    case 'estimate-ended':
    case 'look-reopened':
    case 'estimate-reopened':
    case 'look-cancelled':
    case 'effect-hurried':
    case 'command-refused':
      return []
  }
}

function reopeningOf(event: GitHubEvent): ReopenRequest[] {
  switch (event.type) {
    case 'look-reopened':
    case 'estimate-reopened':
      return [{ effectId: event.effectId, ended: true }]
    case 'effect-hurried':
      return [{ effectId: event.effectId, ended: false }]
    default:
      return []
  }
}

const CARRIED = { queue: 'sync', onLost: 'retry' } as const

function errorOf(outcome: EffectOutcome<LookResult>): LookError | null {
  if (outcome.status !== 'succeeded') {
    return { message: outcome.error, hint: 'It was tried several times; ask again in a while.' }
  }
  const { result } = outcome
  return result.status === 'seen' ? null : { message: result.message, hint: result.hint }
}
