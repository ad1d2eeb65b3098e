import type { Notifier, NotifierEvent, NotifierFacts, Notifiers, NotifiersEvent } from './notifier.ts'

/** More than a person reads of one notice; the rest is counted. */
export const REMEMBERED_NOTICES = 50

/** One notifier after this event; undefined when it is no more. */
export function evolveNotifier(notifier: Notifier | undefined, event: NotifierEvent): Notifier | undefined {
  if (event.type === 'notifier-created') {
    const { type: _, by: _by, ...facts } = event
    return { ...facts, version: 0, waiting: [], more: 0, delivery: null, last: null, test: null }
  }
  return notifier && evolveKnown(notifier, event)
}

function evolveKnown(
  notifier: Notifier,
  event: Exclude<NotifierEvent, { type: 'notifier-created' }>,
): Notifier | undefined {
  const { delivery, waiting } = notifier
  switch (event.type) {
    case 'notifier-changed':
      return changed(notifier, event)
    case 'notifier-removed':
      return undefined
    case 'notifier-tested': {
      const { effectId, address, at } = event
      return { ...notifier, address, test: { effectId, status: 'sending', answer: null, at } }
    }
    case 'test-ended': {
      const { status, answer, at } = event
      return { ...notifier, test: notifier.test && { ...notifier.test, status, answer, at } }
    }
    case 'notice-queued':
      return waiting.length < REMEMBERED_NOTICES
        ? { ...notifier, waiting: [...waiting, event.notice] }
        : { ...notifier, more: notifier.more + 1 }
    case 'notices-moved':
      return { ...notifier, waiting: event.waiting }
    case 'delivery-begun': {
      const said = new Set(event.delivery.notices.map(({ itemId }) => itemId))
      const left = waiting.filter(({ itemId }) => !said.has(itemId))
      const more = event.delivery.tries === 1 ? 0 : notifier.more
      return { ...notifier, waiting: left, more, delivery: event.delivery }
    }
    case 'delivery-put-off': {
      const { retryAt, answer } = event
      return { ...notifier, delivery: delivery && { ...delivery, effectId: null, retryAt, answer } }
    }
    case 'delivery-ended': {
      const { status, answer, at } = event
      return { ...notifier, delivery: null, last: { status, answer, at } }
    }
    case 'notifier-gone':
      return { ...notifier, isOn: false, waiting: [], more: 0 }
    case 'wake-scheduled':
    case 'delivery-dropped':
    case 'delivery-hurried':
      return notifier
  }
}

/** What is turned off forgets what it had to say. */
function changed(
  notifier: Notifier,
  { type: _, by: _by, ...facts }: { type: string; by: string } & Partial<NotifierFacts>,
): Notifier {
  const next = { ...notifier, ...facts }
  return next.isOn ? next : { ...next, waiting: [], more: 0, delivery: null }
}

export function evolveNotifiers(state: Notifiers, event: NotifiersEvent): Notifiers {
  if (event.type === 'command-refused') return state
  const { [event.notifierId]: before, ...others } = state.notifiers
  const after = evolveNotifier(before, event)
  return { ...state, notifiers: after ? { ...others, [event.notifierId]: after } : others }
}

/** What a caller saw still stands after a delivery: only these make it stale. */
export const isChangeOfNotifier = ({ type }: NotifiersEvent): boolean =>
  type === 'notifier-created' || type === 'notifier-changed' || type === 'notifier-gone'
