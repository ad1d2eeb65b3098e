import { decideNotifiers, finishNotify } from './decide-notifiers.ts'
import { evolveNotifiers } from './evolve-notifier.ts'
import {
  NO_NOTIFIERS,
  type Notice,
  type NotifierEvent,
  type Notifiers,
  type NotifiersCommand,
  type NotifiersEvent,
  type NotifyResult,
} from './notifier.ts'
import { later } from './when-due.ts'

export const NOTIFIER = {
  notifierId: 'phone',
  name: 'Phone',
  target: { kind: 'ntfy' as const, server: 'https://ntfy.example.org', topic: 'pm-bot' },
  secret: null,
  kinds: null,
  leastRisk: 'low' as const,
  quietHours: null,
  digestMinutes: 0,
  isOn: true,
  address: 'http://127.0.0.1:7070/',
}

/** The rules with a clock of their own: each message is handled at its minute, and its events are returned. */
export function openNotifiersWorld() {
  let state: Notifiers = NO_NOTIFIERS
  let now = '2026-01-15T12:00:00.000Z'
  let ids = 0
  const nextId = () => {
    ids += 1
    return ids
  }
  const context = () => ({ version: 1, now, newId: () => `id-${nextId()}` })
  const took = (events: NotifiersEvent[]) => {
    state = events.reduce(evolveNotifiers, state)
    return events as NotifierEvent[]
  }
  return {
    at: (time: string) => {
      now = time
    },
    pass: (minutes: number) => {
      now = later(now, minutes)
    },
    tell: (command: NotifiersCommand) => took(decideNotifiers(state, command, context())),
    create: (facts: Partial<typeof NOTIFIER> | object = {}) =>
      took(
        decideNotifiers(state, { type: 'create-notifier', by: 'operator', ...NOTIFIER, ...facts }, context()),
      ),
    waits: (notice: Partial<Notice> = {}) => {
      const item = {
        itemId: `item-${nextId()}`,
        kind: 'tool_call',
        risk: 'medium',
        repoName: 'shop',
      } as const
      return took(decideNotifiers(state, { type: 'item-waits', ...item, ...notice }, context()))
    },
    due: (notifierId = 'phone') =>
      took(decideNotifiers(state, { type: 'deliver-due', notifierId }, context())),
    ends: (result: NotifyResult, notifierId = 'phone') =>
      took(finishNotify(state, state.notifiers[notifierId]!.delivery!.effectId!, result, context())),
    finish: (effectId: string, result: NotifyResult) =>
      took(finishNotify(state, effectId, result, context())),
    notifier: (notifierId = 'phone') => state.notifiers[notifierId]!,
  }
}

export const typesOf = (events: { type: string }[]) => events.map(({ type }) => type)

export const itemsOf = (events: NotifierEvent[]) =>
  events.flatMap((event) =>
    event.type === 'delivery-begun' ? [event.delivery.notices.map(({ itemId }) => itemId)] : [],
  )

export const wakesOf = (events: NotifierEvent[]) =>
  events.flatMap((event) => (event.type === 'wake-scheduled' ? [event.dueAt] : []))
