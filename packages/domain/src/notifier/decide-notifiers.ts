import { assertVersion } from '../actor/assert-version.ts'
import { refusedJob, underWayAgain, wishOf } from '../actor/job-commands.ts'
import type { RuleContext } from '../run/decide-run.ts'
import { DomainError } from '../values/errors.ts'
import { assertSameParty, checkNotifier } from './check-notifier.ts'
import { deliverDue, finishDelivery, queueNotice, thenGoOn } from './deliver-notices.ts'
import type {
  Notifier,
  NotifierEvent,
  Notifiers,
  NotifiersCommand,
  NotifiersEvent,
  NotifyResult,
} from './notifier.ts'
import { whenDue } from './when-due.ts'

/** More than one person has pockets for. */
const MOST_NOTIFIERS = 20

/** @throws DomainError when a rule refuses the command */
export function decideNotifiers(
  state: Notifiers,
  command: NotifiersCommand,
  context: RuleContext,
): NotifiersEvent[] {
  switch (command.type) {
    case 'create-notifier': {
      if (Object.keys(state.notifiers).length >= MOST_NOTIFIERS) {
        throw new DomainError('transition_refused', `there are ${MOST_NOTIFIERS} notifiers; remove one first`)
      }
      checkNotifier(command)
      return [{ ...command, type: 'notifier-created' }]
    }
    case 'change-notifier':
      return change(findIn(state, command.notifierId), command, context)
    case 'remove-notifier': {
      const { notifierId, by } = command
      const notifier = findIn(state, notifierId)
      assertVersion('notifier', notifier.version, command.ifVersion)
      return [
        ...dropped(notifier, [notifier.delivery?.effectId, notifier.test?.effectId]),
        { type: 'wake-scheduled', notifierId, dueAt: null },
        { type: 'notifier-removed', notifierId, by },
      ]
    }
    case 'test-notifier': {
      const { notifierId, address, by } = command
      // Whoever asks while it is tried sees how that ends.
      if (findIn(state, notifierId).test?.status === 'sending') return []
      const effectId = context.newId()
      return [{ type: 'notifier-tested', notifierId, effectId, address, at: context.now, by }]
    }
    case 'item-waits':
      return Object.values(state.notifiers).flatMap((notifier) => queueNotice(notifier, command, context))
    case 'deliver-due': {
      const notifier = state.notifiers[command.notifierId]
      return notifier ? deliverDue(notifier, context) : []
    }
    case 'retry-effect': {
      const { effectId, by } = command
      const wish = wishOf(command, ANEW)
      const notifier = ownerOf(state, effectId)
      if (!notifier) throw goneOn()
      if (wish !== 'hurry') throw underWayAgain()
      return [{ type: 'delivery-hurried', notifierId: notifier.notifierId, effectId, by }]
    }
    case 'cancel-effect': {
      const { effectId, by } = command
      const notifier = ownerOf(state, effectId)
      if (!notifier) throw goneOn()
      const answer = `It was cancelled by ${by}.`
      return [
        ...dropped(notifier, [effectId]),
        ...finishNotify(state, effectId, { status: 'refused', answer }, context),
      ]
    }
  }
}

const ANEW = 'send a test to see whether the notifier works'
const goneOn = () => refusedJob(`nobody waits for this job any more; ${ANEW}`)

function change(
  notifier: Notifier,
  { type: _, ifVersion, by, ...facts }: Extract<NotifiersCommand, { type: 'change-notifier' }>,
  context: RuleContext,
): NotifierEvent[] {
  assertVersion('notifier', notifier.version, ifVersion)
  if (facts.target && facts.secret === undefined) assertSameParty(notifier, facts.target)
  checkNotifier({ ...notifier, ...facts })
  const events: NotifierEvent[] = [{ type: 'notifier-changed', ...facts, by }]
  const next = { ...notifier, ...facts }
  const { notifierId } = notifier
  if (!next.isOn) events.push(...dropped(notifier, [notifier.delivery?.effectId]))
  else if (facts.quietHours !== undefined || facts.digestMinutes !== undefined) {
    const waiting = notifier.waiting.map((notice) => ({
      ...notice,
      dueAt: whenDue(next, notice.risk, notice.since),
    }))
    events.push({ type: 'notices-moved', notifierId, waiting })
  }
  return thenGoOn(notifier, events, context)
}

/** One of its effects has come to an end. Of one that it does not wait for, nothing is believed. */
export function finishNotify(
  state: Notifiers,
  effectId: string,
  result: NotifyResult,
  context: RuleContext,
): NotifierEvent[] {
  const notifier = ownerOf(state, effectId)
  if (!notifier) return []
  const { notifierId, delivery } = notifier
  if (delivery?.effectId === effectId) return finishDelivery(notifier, delivery, result, context)
  const status = result.status === 'sent' ? 'sent' : 'failed'
  return [{ type: 'test-ended', notifierId, status, answer: result.answer, at: context.now }]
}

const ownerOf = ({ notifiers }: Notifiers, effectId: string): Notifier | undefined =>
  Object.values(notifiers).find(
    ({ delivery, test }) =>
      delivery?.effectId === effectId || (test?.effectId === effectId && test.status === 'sending'),
  )

const dropped = ({ notifierId }: Notifier, effectIds: (string | null | undefined)[]): NotifierEvent[] =>
  effectIds.flatMap((effectId) => (effectId ? [{ type: 'delivery-dropped', notifierId, effectId }] : []))

function findIn({ notifiers }: Notifiers, notifierId: string): Notifier {
  const notifier = notifiers[notifierId]
  if (!notifier) throw new DomainError('not_found', 'there is no such notifier')
  return notifier
}
