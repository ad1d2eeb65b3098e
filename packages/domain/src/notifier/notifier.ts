import type { CancelEffect, RetryEffect } from '../actor/job-commands.ts'
import type { InboxKind, Risk } from '../inbox/inbox.ts'
import type { QuietHours } from './quiet-hours.ts'

export const NOTIFIER_KINDS = ['ntfy', 'webhook', 'email', 'web_push'] as const
export type NotifierKind = (typeof NOTIFIER_KINDS)[number]

/** Where a notifier speaks to. What must not be shown of it is its secret, one of each kind. */
export type NotifierTarget =
  /** Secret: an access token, where the topic asks for one. */
  | { kind: 'ntfy'; server: string; topic: string }
  /** Secret: what its requests are signed with. */
  | { kind: 'webhook'; url: string }
  /** Secret: the password of `user`. */
  | {
      kind: 'email'
      host: string
      port: number
      encryption: 'tls' | 'starttls' | 'none'
      user: string | null
      from: string
      to: string
    }
  /** Secret: the subscription of the browser. */
  | { kind: 'web_push'; service: string; browser: string }

/** What the operator chooses of a notifier. */
export interface NotifierFacts {
  name: string
  target: NotifierTarget
  /** Sealed; nothing here can read it. */
  secret: string | null
  /** Null: all. */
  kinds: readonly InboxKind[] | null
  leastRisk: Risk
  quietHours: QuietHours | null
  /** What comes within so many minutes is said together; 0: at once. */
  digestMinutes: number
  isOn: boolean
  /** Where the operator's browser found pm-bot when they last changed or tried it. */
  address: string
}

export interface Notifier extends NotifierFacts {
  notifierId: string
  /** The turn that the operator last changed it in; what it delivers leaves that alone. */
  version: number
  waiting: readonly WaitingNotice[]
  /** Of those that wait, how many are not remembered one by one. */
  more: number
  /** One at a time: while it is tried again, the next ones wait behind it. */
  delivery: Delivery | null
  /** How the last one ended. */
  last: DeliveryEnd | null
  test: NotifierTest | null
}

/** That an item waits for a person, and nothing of what it holds. */
export interface Notice {
  itemId: string
  kind: InboxKind
  risk: Risk
  repoName: string
}

export interface WaitingNotice extends Notice {
  since: string
  dueAt: string
}

export interface Delivery {
  /** The same for every try: who knows keys takes it once. */
  deliveryId: string
  /** Null while it waits to be tried again. */
  effectId: string | null
  notices: readonly Notice[]
  more: number
  tries: number
  retryAt: string | null
  /** What was said to the last try. */
  answer: string | null
}

export interface DeliveryEnd {
  /** `skipped`: when its time came, nothing of it waited any more. */
  status: 'sent' | 'failed' | 'skipped'
  /** What the other side said, or what lay between. */
  answer: string
  at: string
}

export interface NotifierTest {
  effectId: string
  status: 'sending' | 'sent' | 'failed'
  answer: string | null
  at: string
}

/** All of a workspace, under `notifiers/<workspaceId>`. */
export interface Notifiers {
  version: number
  notifiers: Readonly<Record<string, Notifier>>
}

export const NO_NOTIFIERS: Notifiers = { version: 0, notifiers: {} }

/** An item of a run waits for a person, or waits again after it was put off. */
export type ItemWaits = { type: 'item-waits' } & Notice

export type NotifiersCommand =
  | ({ type: 'create-notifier'; notifierId: string; by: string } & NotifierFacts)
  /** What is not named stays. */
  | ({
      type: 'change-notifier'
      notifierId: string
      ifVersion: number | null
      by: string
    } & Partial<NotifierFacts>)
  | { type: 'remove-notifier'; notifierId: string; ifVersion: number | null; by: string }
  | { type: 'test-notifier'; notifierId: string; address: string; by: string }
  | ItemWaits
  /** The timer's. */
  | { type: 'deliver-due'; notifierId: string }
  | RetryEffect
  | CancelEffect

/** What happened to one notifier. */
export type NotifierEvent = { notifierId: string } & (
  | ({ type: 'notifier-created'; by: string } & NotifierFacts)
  | ({ type: 'notifier-changed'; by: string } & Partial<NotifierFacts>)
  | { type: 'notifier-removed'; by: string }
  | { type: 'notifier-tested'; effectId: string; address: string; at: string; by: string }
  | { type: 'test-ended'; status: 'sent' | 'failed'; answer: string; at: string }
  | { type: 'notice-queued'; notice: WaitingNotice }
  | { type: 'notices-moved'; waiting: readonly WaitingNotice[] }
  /** `dueAt` null: nothing waits. */
  | { type: 'wake-scheduled'; dueAt: string | null }
  | { type: 'delivery-begun'; delivery: Delivery & { effectId: string } }
  | { type: 'delivery-put-off'; retryAt: string; answer: string }
  | ({ type: 'delivery-ended' } & DeliveryEnd)
  /** What it owes is not to be done any more. */
  | { type: 'delivery-dropped'; effectId: string }
  | { type: 'delivery-hurried'; effectId: string; by: string }
  /** The other side knows it no more. */
  | { type: 'notifier-gone'; answer: string }
)

export type NotifiersEvent =
  | NotifierEvent
  | { type: 'command-refused'; command: string; code: string; message: string; by: string | null }

/** What the performer is given; where to, it reads when it begins. */
export interface NotifyPayload {
  notifierId: string
  deliveryId: string
  /** Empty of a test. */
  notices: readonly Notice[]
  more: number
  isTest: boolean
}

export type NotifyResult =
  | { status: 'sent' | 'skipped'; answer: string }
  /** Trying again would change nothing. `gone`: nor would any later notice. */
  | { status: 'refused'; answer: string; gone?: boolean }
  | { status: 'unreachable'; answer: string; retryAfterMs?: number }
