import type { ChangedEvent } from '@pm-bot/domain'
import type { ReadAnswer } from './share-reads.ts'

export type Topic = ChangedEvent['topic']
export type Change = Pick<ChangedEvent, 'topic' | 'id'>
export type LiveState = 'connecting' | 'live' | 'reconnecting'

/** What a tab hears, from its own stream or from the worker that shares one. */
export type LiveMessage =
  /** `since`: when it came to be so, in milliseconds of this machine's clock. */
  | { type: 'state'; state: LiveState; since: number }
  /** All that the server told in a moment. */
  | { type: 'changed'; changes: readonly Change[] }
  /** Milliseconds since each worker was heard, by its id; null when the server does not know. */
  | { type: 'heartbeats'; ages: Readonly<Record<string, number>> | null }
  /** Anything may have changed. */
  | { type: 'refetch' }

/** What a tab tells the worker. */
export type LiveRequest =
  | { type: 'reconnect' }
  | { type: 'leave' }
  /** It has changed something: what was read before is old. */
  | { type: 'wrote' }
  /** The answer has the same number. */
  | { type: 'read'; read: number; path: string }

/** What the worker tells a tab. */
export type WorkerMessage =
  | LiveMessage
  /** It lives, whatever the server does. */
  | { type: 'beat' }
  /** Only the tab that asked hears it: null where the server did not answer. */
  | { type: 'answer'; read: number; answer: ReadAnswer | null }

export const BEAT_MS = 5_000

/** True when something may have changed that nobody told: everything is to be read again. */
export function mayHaveMissed(message: LiveMessage): boolean {
  return message.type === 'refetch' || (message.type === 'state' && message.state === 'live')
}

export const isCutOff = (message: LiveMessage) => message.type === 'state' && message.state === 'reconnecting'
