import {
  answerRun,
  decideRun,
  evolveRun,
  failRunWork,
  finishPublish,
  finishRunWork,
  heedPlaces,
  NEW_RUN,
  type PublishResult,
  type Run,
  type RunCommand,
  type RunEvent,
  type RunWork,
  type RunWorkResult,
} from '@pm-bot/domain'
import {
  defineActor,
  type EffectFinished,
  type EffectRequest,
  type TimerRequest,
  type TurnContext,
} from '@pm-bot/runtime'
import { askPlace } from './ask-place.ts'
import { type ActorReply, decideTurn, evolveAll } from './decide-turn.ts'
import { runSends } from './run-sends.ts'
import { tellNotifiers } from './tell-notifiers.ts'
import { tellSchedule } from './tell-schedule.ts'

type WorkResult = RunWorkResult['result'] | PublishResult
export type RunMessage = RunCommand | EffectFinished<WorkResult>

/** A run: proposed, approved by a person, worked on, approved again, applied. */
export const runActor = defineActor<Run, RunMessage, RunEvent, ActorReply>({
  kind: 'run',
  codeVersion: 2,
  initialState: NEW_RUN,

  receive(run, message, context) {
    const { events: decided, reply } =
      message.type === 'effect-finished'
        ? { events: finishWork(run, message, context), reply: accepted(context) }
        : answered(
            run,
            message,
            decideTurn(context.version, message, () => decideRun(run, message, context)),
          )
    const events = heedPlaces(run, decided, context)
    const state = evolveAll(run, events, evolveRun, context.version)
    return {
      state,
      events,
      effects: events.flatMap(effectsOf),
      cancelEffects: events.flatMap((event) => (event.type === 'work-cancelled' ? [event.effectId] : [])),
      reopenEffects: events.flatMap((event) =>
        event.type === 'work-reopened' || event.type === 'work-hurried'
          ? [{ effectId: event.effectId, ended: event.type === 'work-reopened' }]
          : [],
      ),
      sends: events.flatMap((event) => [
        ...runSends(run, event),
        ...askPlace(run, event),
        ...tellSchedule(run, event),
        ...tellNotifiers(state, event),
      ]),
      timers: events.flatMap((event) => timersOf(run, event)),
      reply,
    }
  },
})

/** A question gets its answer from the run as it was asked. */
function answered<Turn extends { reply: ActorReply }>(run: Run, message: RunCommand, turn: Turn): Turn {
  if (turn.reply.status !== 'accepted') return turn
  const data = answerRun(run, message)
  return data === undefined ? turn : { ...turn, reply: { ...turn.reply, data } }
}

const accepted = (context: TurnContext): ActorReply => ({ status: 'accepted', version: context.version })

function finishWork(
  run: Run,
  { effectId, outcome }: EffectFinished<WorkResult>,
  context: TurnContext,
): RunEvent[] {
  if (run.publishing?.[effectId]) {
    const result =
      outcome.status === 'succeeded'
        ? (outcome.result as PublishResult)
        : { status: 'failed' as const, reason: outcome.error }
    return finishPublish(run, effectId, result, context)
  }
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

function effectsOf(event: RunEvent): EffectRequest[] {
  switch (event.type) {
    case 'work-requested': {
      const { effectId, work } = event
      return [{ effectId, verb: work.verb, payload: work.payload, ...CARRIED[work.verb] }]
    }
    case 'publish-requested': {
      const { effectId, payload } = event
      return [{ effectId, verb: 'publish', payload, queue: 'publish', onLost: 'reconcile' }]
    }
    default:
      return []
  }
}

/** What is put off comes back by itself. */
function timersOf(run: Run, event: RunEvent): TimerRequest[] {
  if (event.type !== 'item-snoozed' && event.type !== 'item-resolved') return []
  const { itemId } = event
  const name = `wake-${itemId}`
  const until = event.type === 'item-snoozed' ? event.until : null
  if (until !== null) return [{ name, dueAt: until, message: { type: 'wake-item', itemId, until } }]
  return run.snoozed?.[itemId] === undefined ? [] : [{ name, dueAt: null }]
}
