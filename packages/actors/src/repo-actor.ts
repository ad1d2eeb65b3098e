import {
  decideRepo,
  evolveRepo,
  finishRepoWork,
  NEW_REPO,
  type Repo,
  type RepoCommand,
  type RepoEvent,
  type SyncRepoPayload,
  type SyncRepoResult,
  type UpdateClonePayload,
  type UpdateCloneResult,
} from '@pm-bot/domain'
import {
  defineActor,
  type EffectFinished,
  type EffectRequest,
  type Send,
  type TimerRequest,
} from '@pm-bot/runtime'
import { type ActorReply, decideTurn } from './decide-turn.ts'

export type RepoMessage = RepoCommand | EffectFinished<SyncRepoResult | UpdateCloneResult>

/** A repository under management; of one on GitHub also its cache and its clone. */
export const repoActor = defineActor<Repo, RepoMessage, RepoEvent, ActorReply>({
  kind: 'repo',
  codeVersion: 5,
  initialState: NEW_REPO,

  receive(repo, message, context) {
    const { events, reply } =
      message.type === 'effect-finished'
        ? {
            events: finishRepoWork(repo, message.effectId, endOf(message.outcome), context),
            reply: { status: 'accepted' as const, version: context.version },
          }
        : decideTurn(context.version, message, () => decideRepo(repo, message, context))
    const state = events.reduce(evolveRepo, repo)
    return {
      state: events.some(isOfTheRow) ? { ...state, version: context.version } : state,
      events,
      effects: events.flatMap((event) => effectsOf(state, event)),
      cancelEffects: events.flatMap((event) => (isCancelled(event) ? [event.effectId] : [])),
      reopenEffects: events.flatMap((event) =>
        isReopened(event) ? [{ effectId: event.effectId, ended: event.type !== 'effect-hurried' }] : [],
      ),
      timers: lastOfEachName(events.flatMap(timersOf)),
      sends: events.flatMap(sendsOf),
      reply,
    }
  },
})

type Of<Type extends RepoEvent['type']> = Extract<RepoEvent, { type: Type }>

const isCancelled = (event: RepoEvent): event is Of<'sync-cancelled' | 'clone-cancelled'> =>
  event.type === 'sync-cancelled' || event.type === 'clone-cancelled'

const isReopened = (event: RepoEvent): event is Of<'sync-reopened' | 'clone-reopened' | 'effect-hurried'> =>
  event.type === 'sync-reopened' || event.type === 'clone-reopened' || event.type === 'effect-hurried'

/** What a caller saw still stands after a sync: only these make it stale. */
const isOfTheRow = ({ type }: RepoEvent): boolean =>
  type === 'repo-registered' ||
  type === 'repo-status-changed' ||
  type === 'max-runs-changed' ||
  type === 'policy-changed'

const endOf = (outcome: EffectFinished<SyncRepoResult | UpdateCloneResult>['outcome']) =>
  outcome.status === 'succeeded' ? outcome : { status: 'failed' as const, error: outcome.error }

function effectsOf({ repoId, fullName, sync, defaultBranch }: Repo, event: RepoEvent): EffectRequest[] {
  if (event.type === 'sync-requested' || event.type === 'sync-continued') {
    const { effectId, mode } = event
    const isAsked = event.type === 'sync-requested' && event.cause === 'operator'
    const payload: SyncRepoPayload = { repoId, fullName, depth: sync?.depth ?? 'open', mode, isAsked }
    return [{ effectId, verb: 'sync-repo', queue: 'sync', onLost: 'retry', payload }]
  }
  if (event.type === 'clone-requested') {
    const { effectId } = event
    const payload: UpdateClonePayload = { repoId, fullName, defaultBranch }
    return [{ effectId, verb: 'update-clone', queue: 'sync', onLost: 'retry', payload }]
  }
  return []
}

function timersOf(event: RepoEvent): TimerRequest[] {
  switch (event.type) {
    case 'poll-scheduled':
      return [{ name: 'poll', dueAt: event.dueAt, message: { type: 'poll' } }]
    case 'clone-scheduled':
      return [{ name: 'clone', dueAt: event.dueAt, message: { type: 'refresh-clone' } }]
    default:
      return []
  }
}

const lastOfEachName = (timers: TimerRequest[]): TimerRequest[] => [
  ...new Map(timers.map((timer) => [timer.name, timer])).values(),
]

function sendsOf(event: RepoEvent): Send[] {
  switch (event.type) {
    case 'clone-answered':
      return [{ to: { kind: 'run', key: event.runId }, message: event.answer }]
    case 'place-given': {
      const { runId, ticket } = event
      if (ticket === null) return []
      return [{ to: { kind: 'run', key: runId }, message: { type: 'place-given', ticket } }]
    }
    case 'place-answered':
      return [{ to: { kind: 'run', key: event.runId }, message: event.answer }]
    case 'run-offered': {
      const { scheduleId, proposal, answer } = event
      return [
        { to: { kind: 'run', key: proposal.runId }, message: { type: 'propose-run', ...proposal } },
        { to: { kind: 'schedule', key: scheduleId }, message: answer },
      ]
    }
    case 'run-declined':
      return [{ to: { kind: 'schedule', key: event.scheduleId }, message: event.answer }]
    default:
      return []
  }
}
