import type { Address } from './define-actor.ts'
import type { FailedMessage } from './fold.ts'
import type { ParkReason, StoredMessage } from './ports.ts'

export interface TurnsTaken {
  /** Messages handled. */
  handled: number
  /** Messages that threw: counted, and parked if it was their last attempt. */
  failed: FailedMessage[]
  /** Actors whose messages were handled. */
  served: ServedActor[]
  /** Messages given up on. */
  parked: ParkedMessage[]
}

export interface ServedActor extends Address {
  handled: number
  /** How long its oldest message had waited; null when that one was being tried again. */
  waitedMs: number | null
}

export interface ParkedMessage {
  message: StoredMessage
  reason: ParkReason
}

export const NOTHING: TurnsTaken = { handled: 0, failed: [], served: [], parked: [] }

export const sum = (a: TurnsTaken, b: TurnsTaken): TurnsTaken => ({
  handled: a.handled + b.handled,
  failed: [...a.failed, ...b.failed],
  served: [...a.served, ...b.served],
  parked: [...a.parked, ...b.parked],
})
