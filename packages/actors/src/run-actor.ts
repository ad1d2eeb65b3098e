import {
  decideRun,
  evolveRun,
  failRunWork,
  finishRunWork,
  NEW_RUN,
  type Run,
  type RunCommand,
  type RunEvent,
  type RunWork,
  type RunWorkResult,
} from '@pm-bot/domain'
import { defineActor, type EffectFinished, type EffectRequest, type TurnContext } from '@pm-bot/runtime'
import { type ActorReply, decideTurn, evolveAll } from './decide-turn.ts'

export type RunMessage = RunCommand | EffectFinished<RunWorkResult['result']>

/** A run: proposed, approved by a person, worked on, approved again, applied. */
export const runActor = defineActor<Run, RunMessage, RunEvent, ActorReply>({
  kind: 'run',
  codeVersion: 1,
  initialState: NEW_RUN,

  receive(run, message, context) {
    const { events, reply } =
      message.type === 'effect-finished'
        ? { events: finishWork(run, message, context), reply: accepted(context) }
        : decideTurn(context.version, message, () => decideRun(run, message, context))
    return {
      state: evolveAll(run, events, evolveRun, context.version),
      events,
      effects: events.flatMap((event) =>
        event.type === 'work-requested' ? [effectOf(event.effectId, event.work)] : [],
      ),
      cancelEffects: events.flatMap((event) => (event.type === 'work-cancelled' ? [event.effectId] : [])),
      reopenEffects: events.flatMap((event) =>
        event.type === 'work-reopened' || event.type === 'work-hurried'
          ? [{ effectId: event.effectId, ended: event.type === 'work-reopened' }]
          : [],
      ),
      reply,
    }
  },
})

const accepted = (context: TurnContext): ActorReply => ({ status: 'accepted', version: context.version })

function finishWork(
  run: Run,
  { effectId, outcome }: EffectFinished<RunWorkResult['result']>,
  context: TurnContext,
): RunEvent[] {
  // The run has gone on without it, e.g. it was cancelled.
  if (run.work?.effectId !== effectId) return []
  if (outcome.status !== 'succeeded') return failRunWork(run, effectId, outcome.error)
  const done = { verb: run.work.verb, result: outcome.result } as RunWorkResult
  return finishRunWork(run, effectId, done, context)
}

/** Agents run where no write credential is; what writes looks for its own traces first. */
const CARRIED: Record<RunWork['verb'], Pick<EffectRequest, 'queue' | 'onLost'>> = {
  'run-agent': { queue: 'runs', onLost: 'retry' },
  'resume-agent': { queue: 'runs', onLost: 'retry' },
  'apply-changeset': { queue: 'publish', onLost: 'reconcile' },
}

const effectOf = (effectId: string, { verb, payload }: RunWork): EffectRequest => ({
  effectId,
  verb,
  payload,
  ...CARRIED[verb],
})
