import { RISKS, type Risk } from '../inbox/inbox.ts'
import type { RuleContext } from '../run/decide-run.ts'
import { evolveNotifier } from './evolve-notifier.ts'
import type { Delivery, ItemWaits, Notice, Notifier, NotifierEvent, NotifyResult } from './notifier.ts'
import { firstDue, isBy, later, notQuiet, saidNow, whenDue } from './when-due.ts'

/** Fifteen hours in all: over a night in which the other side was away, nothing is lost. */
export const RETRY_MINUTES = [1, 5, 15, 60, 120, 240, 480] as const
/** What the other side asks for is heeded up to here. */
const MOST_RETRY_MS = 24 * 60 * 60 * 1000

type Context = Pick<RuleContext, 'now' | 'newId'>

export function queueNotice(
  notifier: Notifier,
  { type: _, ...notice }: ItemWaits,
  context: Context,
): NotifierEvent[] {
  if (!wants(notifier, notice) || isKnown(notifier, notice)) return []
  const { notifierId } = notifier
  const { now } = context
  const waiting = { ...notice, since: now, dueAt: whenDue(notifier, notice.risk, now) }
  return thenGoOn(notifier, [{ type: 'notice-queued', notifierId, notice: waiting }], context)
}

const wants = ({ isOn, kinds, leastRisk }: Notifier, { kind, risk }: Notice): boolean =>
  isOn && (kinds === null || kinds.includes(kind)) && rank(risk) >= rank(leastRisk)

const isKnown = ({ waiting }: Notifier, { itemId }: Notice): boolean =>
  waiting.some((notice) => notice.itemId === itemId)

const rank = (risk: Risk): number => RISKS.indexOf(risk)

/** Its timer has come, perhaps late or more than once. */
export function deliverDue(notifier: Notifier, context: Context): NotifierEvent[] {
  const { notifierId, delivery } = notifier
  if (!delivery) return goOn(notifier, context)
  const { effectId, retryAt } = delivery
  if (effectId !== null || retryAt === null || !isBy(retryAt, context.now)) return []
  const again = { ...delivery, effectId: context.newId(), tries: delivery.tries + 1, retryAt: null }
  return [{ type: 'delivery-begun', notifierId, delivery: again }]
}

/** What follows from these events: the next delivery begins, or its time is set. */
export function thenGoOn(notifier: Notifier, events: NotifierEvent[], context: Context): NotifierEvent[] {
  const next = events.reduce<Notifier | undefined>(evolveNotifier, notifier)
  return next ? [...events, ...goOn(next, context)] : events
}

function goOn(notifier: Notifier, { now, newId }: Context): NotifierEvent[] {
  const { notifierId, waiting, more, delivery } = notifier
  if (delivery) return []
  const said = saidNow(notifier, now)
  if (said.length === 0) return [{ type: 'wake-scheduled', notifierId, dueAt: firstDue(waiting) }]
  const notices = said.map(({ since: _, dueAt: _dueAt, ...notice }) => notice)
  const begun = {
    deliveryId: newId(),
    effectId: newId(),
    notices,
    more,
    tries: 1,
    retryAt: null,
    answer: null,
  }
  return [{ type: 'delivery-begun', notifierId, delivery: begun }]
}

export function finishDelivery(
  notifier: Notifier,
  delivery: Delivery,
  result: NotifyResult,
  context: Context,
): NotifierEvent[] {
  const { notifierId } = notifier
  const { now: at } = context
  const { status, answer } = result
  if (status === 'unreachable') {
    const retryAt = retryTime(notifier, delivery, result.retryAfterMs ?? 0, at)
    if (retryAt !== null) return [{ type: 'delivery-put-off', notifierId, retryAt, answer }]
  }
  const ending = status === 'sent' || status === 'skipped' ? status : 'failed'
  const ended: NotifierEvent[] = [{ type: 'delivery-ended', notifierId, status: ending, answer, at }]
  if (status === 'refused' && result.gone) ended.push({ type: 'notifier-gone', notifierId, answer })
  return thenGoOn(notifier, ended, context)
}

/** Null: it is given up. */
function retryTime(notifier: Notifier, { tries, notices }: Delivery, leastMs: number, now: string) {
  const minutes = RETRY_MINUTES[tries - 1]
  if (minutes === undefined) return null
  const waitMs = Math.max(minutes * 60_000, Math.min(leastMs, MOST_RETRY_MS))
  const risk = notices.reduce<Risk>(
    (most, notice) => (rank(notice.risk) > rank(most) ? notice.risk : most),
    'low',
  )
  return notQuiet(notifier, risk, later(now, waitMs / 60_000))
}
