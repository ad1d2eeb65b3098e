import type { Address } from './define-actor.ts'

export interface TurnLimits {
  /** Actors claimed in one transaction. */
  actors: number
  /** Messages of one actor in one transaction. */
  messagesEach: number
  /** Messages in one transaction. */
  messages: number
  /** Failed attempts after which a message parks. */
  attempts: number
  /** Processes that may die of one message, after the one that made its actor suspected. */
  crashes: number
}

export const TURN_LIMITS: TurnLimits = {
  actors: 128,
  messagesEach: 500,
  messages: 2000,
  attempts: 3,
  crashes: 2,
}

export interface TurnOptions {
  limits?: Partial<TurnLimits>
  /** Types of messages that park unread, as `typeOf` names them: the circuit breaker. */
  held?: ReadonlySet<string>
  /** Called with the actors whose handlers run next, in case that the process dies of one. */
  onServe?: (actors: readonly Address[]) => void
}

export const limitsOf = ({ limits }: TurnOptions): TurnLimits => ({ ...TURN_LIMITS, ...limits })
