import type {
  Address,
  Data,
  EffectOutcome,
  EffectRequest,
  ReopenRequest,
  Send,
  TimerRequest,
} from './define-actor.ts'

/** What the runtime asks of a database. `@pm-bot/store` answers for Postgres and for SQLite. */
export interface Storage {
  /** Runs `work` in one transaction; what was told is posted just before the commit. */
  transaction<T>(work: (tx: StorageTx) => Promise<T>): Promise<T>
  /** True for errors that pass by themselves (deadlock, lost connection): nobody's fault, no attempt. */
  isTransient(error: unknown): boolean
  wakeups: Wakeups
}

export interface StorageTx {
  /** Database time, RFC 3339 in UTC. */
  now(): Promise<string>

  /**
   * Puts a message in a mailbox when this transaction commits. The same `messageId` twice
   * is one message, also when the first was handled long ago.
   */
  tell(to: Address, message: Data, options?: { messageId?: string; replyTo?: string }): void

  /** A message as it will be read back: what an actor is told must not depend on the way it came. */
  asStored(message: Data): Data

  /**
   * Locks idle actors that have mail, skipping those that another transaction serves, and then
   * reads their oldest messages, in a statement of its own: read together with the lock it would
   * see the snapshot from before the lock was granted, and deliver messages that are already handled.
   */
  claimTurns(options: ClaimOptions): Promise<Claim>
  /** Locks one actor, waiting its turn. Creates it when it is new. */
  lockActor(address: Address): Promise<LockedActor>
  /** Locks one actor unless another transaction has it. */
  tryLockActor(address: Address): Promise<LockedActor | undefined>

  /** The oldest waiting messages of an actor that this transaction has locked or is about to, oldest first. */
  oldestMessages(actor: Address, limit: number): Promise<StoredMessage[]>

  /** Writes what turns led to and removes exactly the messages that they handled. */
  saveTurns(turns: readonly TurnRecord[]): Promise<void>

  /** Counts a failed attempt; parks the message when it was the last one allowed. */
  recordFailure(message: StoredMessage, error: string, park: boolean): Promise<void>
  /**
   * Counts, before a message is handled, that its process may die of it; a turn that commits takes the
   * count along. For so long its actor is in the care of this process.
   */
  expectCrash(message: StoredMessage, careMs: number): Promise<void>
  /** Gives up on a message without having handled it. */
  park(message: StoredMessage, reason: ParkReason, error: string): Promise<void>
  /** What was expected did not happen. An actor without mail is served like any other again. */
  endCare(actor: Address): Promise<void>
  /** Types of messages, `kind/type`, of which several are parked because their process died. */
  heldTypes(): Promise<string[]>

  /** The first row of its kind wins; a twin waits until the first one's transaction ends. */
  claimRequest(request: RequestClaim): Promise<StoredRequest | 'claimed'>
  /** Undefined while nobody has answered. */
  lookUpRequest(requestId: string): Promise<StoredRequest | undefined>
  /** With the answer made from it, where that is known already. */
  saveReply(requestId: string, reply: Data, answer?: Data): Promise<void>
  /** False when it had one: the first stays. */
  saveAnswer(requestId: string, answer: Data): Promise<boolean>

  /** Takes an effect for a new attempt, counted before it runs. Undefined: nothing to do any more. */
  beginAttempt(job: EffectJob, workerId: string): Promise<Attempt | undefined>
  /** True when this attempt still owned the effect; the outcome of any other is refused. */
  finishAttempt(attempt: Attempt, outcome: EffectOutcome): Promise<boolean>
  /** Gives an effect back to its queue. `counted: false` when the attempt was not its fault. */
  releaseAttempt(
    attempt: Attempt,
    options: { delayMs: number; counted: boolean; error?: string },
  ): Promise<boolean>
  /** Says of an attempt that was lost that its process is alive. */
  outliveAttempt(attempt: Pick<Attempt, 'effectId'>): Promise<void>
  /** Which of these attempts have lost their effect, by cancel or to another worker. */
  lostAttempts(attempts: readonly Attempt[]): Promise<string[]>
  /** Tokens of all attempts that this worker is said to have under way. */
  attemptsOf(workerId: string): Promise<string[]>
  /** Opens an effect again whose attempt ended without an outcome, for another attempt to take up; who asks has outlived it. */
  abandonAttempt(token: string): Promise<void>

  /** Removes and returns timers that are due, oldest first. */
  takeDueTimers(limit: number): Promise<DueTimer[]>
}

export interface ClaimOptions {
  actors: number
  messagesEach: number
  /** Of all actors together. */
  messages: number
  served: readonly ServedKind[]
}

export interface Claim {
  actors: LockedActor[]
  /** Each actor's oldest first. An actor may have none left, or none within the limit. */
  messages: StoredMessage[]
}

export interface ServedKind {
  kind: string
  codeVersion: number
}

export interface LockedActor extends Address {
  /** Undefined for an actor that has had no turn yet. */
  state: Data
  /** Number of its last turn. */
  version: number
  codeVersion: number
  /** A process died while it served this actor. */
  suspected: boolean
  /** Until then a process serves it with care; earlier when that one is known to be dead. */
  careUntil: string | null
}

/**
 * Why a message was given up on. `failed`: its handler threw too often. `crashed`: the process
 * that handled it died, too often. `held`: others of its type were parked for that.
 */
export type ParkReason = 'failed' | 'crashed' | 'held'

export interface StoredMessage extends Address {
  messageId: string
  seq: number
  body: Data
  /** A request that waits for this message's reply. */
  replyTo: string | null
  attempts: number
  acceptedAt: string
  /** Processes that died while they handled it. */
  crashes: number
}

/** All that follows from one actor's messages in one transaction. */
export interface TurnRecord extends Address {
  state: Data
  version: number
  codeVersion: number
  handled: readonly string[]
  events: readonly TurnEvent[]
  effects: readonly EffectRequest[]
  cancelEffects: readonly string[]
  reopenEffects: readonly ReopenRequest[]
  sends: readonly (Send & { messageId: string })[]
  timers: readonly TimerRequest[]
  replies: readonly { requestId: string; reply: Data }[]
}

/** One event, with the turn that it belongs to. */
export interface TurnEvent {
  event: Data
  version: number
  messageId: string
  now: string
}

export interface RequestClaim {
  requestId: string
  /** Of the request's content; the same id with another content is refused. */
  requestHash: string
  to: Address
}

export interface StoredRequest {
  requestHash: string
  to: Address
  reply?: Data
  answer?: Data
}

/** What a work queue carries: never data, only which effect and which generation of it. */
export interface EffectJob {
  effectId: string
  generation: number
}

export interface Attempt extends EffectJob {
  /** Proves ownership; every later attempt voids it. */
  token: string
  /** Counts from 1. */
  attempt: number
  owner: Address
  verb: string
  queue: string
  onLost: EffectRequest['onLost']
  payload: Data
  /** Earlier attempts that ended without an outcome: each may have had its effect on the world. */
  crashes: number
  /** Of those, the ones that their process outlived: it lost the effect to others and did not die of it. */
  outlived: number
  /** From the decision to this first start; null for every later one, which may have been put off on purpose. */
  waitedMs: number | null
}

export interface DueTimer extends Address {
  name: string
  generation: number
  message: Data
}

/** Carries effects to workers. pg-boss on Postgres, a table with leases on SQLite. */
export interface WorkQueue {
  /** Calls `handle` for each job. A job whose handler throws comes again. */
  work(queue: string, concurrency: number, handle: (job: EffectJob) => Promise<void>): Promise<void>
  /** Takes no further jobs of these queues, and again of those that are no longer named. */
  hold(queues: readonly string[]): void
  /** Takes no further jobs and waits for the handlers. */
  stop(): Promise<void>
}

/** Hints after the commit. Any may be lost: whoever listens also polls. */
export interface Wakeups {
  on(hint: Hint, listener: (id: string) => void): () => void
}

export type Hint = 'mail' | 'effect-cancelled' | 'workers'
