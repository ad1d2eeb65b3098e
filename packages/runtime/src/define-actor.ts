/** Names one actor among all: `run/0197…`. */
export interface Address {
  readonly kind: string
  readonly key: string
}

/** Messages, events, states, payloads: anything JSON can hold. */
export type Data = unknown

/** What `receive` knows besides its state and the message; there is no other clock and no other chance. */
export interface TurnContext {
  readonly self: Address
  readonly messageId: string
  /** The number of this turn; rows that the turn writes carry it as their version. */
  readonly version: number
  /** Database time, RFC 3339 in UTC. */
  readonly now: string
  /** A fresh UUIDv7. */
  newId(): string
}

/** What one message leads to. It commits together with the acknowledgement, or not at all. */
export interface Turn<State, Event = Data, Reply = Data> {
  state: State
  /** Facts for the kind's projector, which writes them as rows in the same transaction. */
  events?: readonly Event[]
  effects?: readonly EffectRequest[]
  /** Effects of this actor that must not go on: their attempt is aborted and its outcome refused. */
  cancelEffects?: readonly string[]
  /** Effects of this actor that are to be tried again, as if for the first time. */
  reopenEffects?: readonly ReopenRequest[]
  sends?: readonly Send[]
  timers?: readonly TimerRequest[]
  reply?: Reply
}

/** Something to do in the world, owed by a turn. */
export interface EffectRequest {
  effectId: string
  /** Names the performer, e.g. `apply-changeset`. */
  verb: string
  /** The work queue that carries it. */
  queue: string
  /**
   * What a lost outcome means. `retry`: doing it again is harmless. `reconcile`: the
   * performer looks for its marker first. `ask`: nobody can tell, so it ends in doubt.
   */
  onLost: 'retry' | 'reconcile' | 'ask'
  payload: Data
}

/** Puts an effect back to work under a new generation: whatever still travels for the old one finds nothing. */
export interface ReopenRequest {
  effectId: string
  /**
   * What the actor holds it for. `ended`: it failed or is in doubt, and the actor was told so.
   * Otherwise it waits for its next attempt, which then begins at once; one that has begun goes on.
   */
  ended: boolean
}

export interface Send {
  to: Address
  message: Data
}

/** Sets, moves (same name) or removes (`dueAt: null`) a timer of this actor. */
export interface TimerRequest {
  name: string
  dueAt: string | null
  message?: Data
}

/**
 * An actor is a kind, a first state and a pure function. The runtime gives it one message
 * at a time per address, in the order in which they were accepted.
 */
export interface ActorDefinition<State, Message, Event = Data, Reply = Data> {
  kind: string
  /** Raise it when older code could not read the state any more. State of newer code is left alone. */
  codeVersion: number
  initialState: State
  receive(state: State, message: Message, context: TurnContext): Turn<State, Event, Reply>
}

/** What the runtime itself tells an actor when one of its effects came to an end. */
export interface EffectFinished<Result = Data> {
  type: 'effect-finished'
  effectId: string
  verb: string
  outcome: EffectOutcome<Result>
}

export type EffectOutcome<Result = Data> =
  | { status: 'succeeded'; result: Result }
  | { status: 'failed'; error: string }
  /** The outcome was lost and the effect must not be repeated blindly. */
  | { status: 'in-doubt'; error: string }

export function defineActor<State, Message, Event, Reply>(
  definition: ActorDefinition<State, Message, Event, Reply>,
): ActorDefinition<State, Message, Event, Reply> {
  return Object.freeze(definition)
}

/** The definitions that a process can serve, by kind. */
export type Cast = ReadonlyMap<string, AnyActor>

// biome-ignore lint/suspicious/noExplicitAny: a registry of actors of every kind forgets their types.
export type AnyActor = ActorDefinition<any, any, any, any>

export function castOf(...definitions: AnyActor[]): Cast {
  const cast = new Map(definitions.map((definition) => [definition.kind, definition]))
  if (cast.size !== definitions.length) throw new Error('two actor definitions have the same kind')
  return cast
}
