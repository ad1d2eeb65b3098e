import {
  decideNotifiers,
  evolveNotifiers,
  finishNotify,
  isChangeOfNotifier,
  NO_NOTIFIERS,
  type Notifiers,
  type NotifiersCommand,
  type NotifiersEvent,
  type NotifyPayload,
  type NotifyResult,
} from '@pm-bot/domain'
import {
  defineActor,
  type EffectFinished,
  type EffectOutcome,
  type EffectRequest,
  type ReopenRequest,
  type TimerRequest,
} from '@pm-bot/runtime'
import { type ActorReply, decideTurn } from './decide-turn.ts'

export type NotifiersMessage = NotifiersCommand | EffectFinished<NotifyResult>

/** Reaches the operator away from the page: who is told of what, when, and how that went. */
export const notifiersActor = defineActor<Notifiers, NotifiersMessage, NotifiersEvent, ActorReply>({
  kind: 'notifiers',
  codeVersion: 1,
  initialState: NO_NOTIFIERS,

  receive(state, message, context) {
    const { events, reply } =
      message.type === 'effect-finished'
        ? {
            events: finishNotify(state, message.effectId, resultOf(message.outcome), context),
            reply: { status: 'accepted' as const, version: context.version },
          }
        : decideTurn(context.version, message, () => decideNotifiers(state, message, context))
    return {
      state: events.reduce<Notifiers>((before, event) => evolveAt(before, event, context.version), state),
      events,
      effects: events.flatMap(effectsOf),
      cancelEffects: events.flatMap((event) => (event.type === 'delivery-dropped' ? [event.effectId] : [])),
      reopenEffects: events.flatMap(reopeningOf),
      timers: lastOfEach(events.flatMap(timersOf)),
      reply,
    }
  },
})

function evolveAt(state: Notifiers, event: NotifiersEvent, version: number): Notifiers {
  const next = evolveNotifiers(state, event)
  if (event.type === 'command-refused' || !isChangeOfNotifier(event)) return next
  const { notifierId } = event
  const notifier = next.notifiers[notifierId]
  if (!notifier) return next
  return { version, notifiers: { ...next.notifiers, [notifierId]: { ...notifier, version } } }
}

function effectsOf(event: NotifiersEvent): EffectRequest[] {
  switch (event.type) {
    case 'delivery-begun': {
      const { effectId, deliveryId, notices, more } = event.delivery
      return [
        notifyEffect(effectId, { notifierId: event.notifierId, deliveryId, notices, more, isTest: false }),
      ]
    }
    case 'notifier-tested': {
      const { notifierId, effectId } = event
      const payload = { notifierId, deliveryId: effectId, notices: [], more: 0, isTest: true }
      return [notifyEffect(effectId, payload)]
    }
    default:
      return []
  }
}

/** Said twice is better than never said. */
const notifyEffect = (effectId: string, payload: NotifyPayload): EffectRequest => ({
  effectId,
  verb: 'notify',
  queue: 'notify',
  onLost: 'retry',
  payload,
})

const reopeningOf = (event: NotifiersEvent): ReopenRequest[] =>
  event.type === 'delivery-hurried' ? [{ effectId: event.effectId, ended: false }] : []

function timersOf(event: NotifiersEvent): TimerRequest[] {
  switch (event.type) {
    case 'wake-scheduled':
      return [timer(event.notifierId, event.dueAt)]
    case 'delivery-put-off':
      return [timer(event.notifierId, event.retryAt)]
    default:
      return []
  }
}

const timer = (notifierId: string, dueAt: string | null): TimerRequest => ({
  name: notifierId,
  dueAt,
  ...(dueAt === null ? {} : { message: { type: 'deliver-due', notifierId } }),
})

const lastOfEach = (timers: TimerRequest[]): TimerRequest[] => [
  ...new Map(timers.map((each) => [each.name, each])).values(),
]

/** What failed as often as an effect may is tried again later, as when nobody answers. */
const resultOf = (outcome: EffectOutcome<NotifyResult>): NotifyResult =>
  outcome.status === 'succeeded' ? outcome.result : { status: 'unreachable', answer: outcome.error }
