import type { Address, Cast } from './define-actor.ts'
import { type FailedMessage, foldTurns } from './fold.ts'
import { outlast } from './outlast.ts'
import type {
  LockedActor,
  ParkReason,
  ServedKind,
  Storage,
  StorageTx,
  StoredMessage,
  TurnRecord,
} from './ports.ts'

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

const limitsOf = ({ limits }: TurnOptions): TurnLimits => ({ ...TURN_LIMITS, ...limits })

const NOTHING: TurnsTaken = { handled: 0, failed: [], served: [], parked: [] }

/** Which actors this process may serve: it leaves alone what newer code wrote. */
export const servedBy = (cast: Cast): ServedKind[] =>
  [...cast.values()].map(({ kind, codeVersion }) => ({ kind, codeVersion }))

/**
 * Serves a handful of actors that have mail, whole batches at once, in one transaction.
 * When the batch cannot be written, each of its actors is tried alone and then message by
 * message, so that one bad message costs nobody else anything.
 */
export async function takeTurns(
  storage: Storage,
  cast: Cast,
  options: TurnOptions = {},
): Promise<TurnsTaken> {
  const limits = limitsOf(options)
  let claimed: readonly LockedActor[] = []
  let alone: readonly LockedActor[]
  let taken = NOTHING
  try {
    taken = await storage.transaction(async (tx) => {
      const { actors, messages } = await tx.claimTurns({ ...limits, served: servedBy(cast) })
      claimed = actors
      const trusted = actors.filter(({ suspected }) => !suspected)
      return await serve(tx, cast, trusted, messages, options)
    })
    alone = claimed.filter(({ suspected }) => suspected)
  } catch (error) {
    if (storage.isTransient(error) || claimed.length === 0) throw error
    alone = claimed
  }
  for (const actor of alone) taken = sum(taken, await takeTurnOf(storage, cast, actor, options))
  return taken
}

const PATIENCE_MS = 10_000
/** Longer than that, so that no two processes expect to die of the same message. */
const CARE_MS = 15_000

/** Serves one actor unless another transaction is serving it. */
export async function takeTurnOf(
  storage: Storage,
  cast: Cast,
  address: Address,
  options: TurnOptions = {},
): Promise<TurnsTaken> {
  const taken = await takeTurnAlone(storage, cast, address, options)
  return taken === 'suspected' ? await serveWithCare(storage, cast, address, options) : taken
}

/** Messages of one suspected actor, one a transaction, before others have their turn. */
const CAREFUL_TURNS = 50

/**
 * Of an actor that a process may have died of, the oldest message is served alone. Its crash
 * is counted in a transaction before the one that handles it, since nobody would be left to
 * count it afterwards; the turn that removes the message removes the count, and counts the next one's.
 */
async function serveWithCare(
  storage: Storage,
  cast: Cast,
  address: Address,
  options: TurnOptions,
): Promise<TurnsTaken> {
  const limits = { ...limitsOf(options), messagesEach: 1 }
  const carefulTurn = async (isLast: boolean): Promise<{ taken: TurnsTaken; next: Expectation }> => {
    let expected: Expectation[] = []
    const turn = await takeTurnAlone(
      storage,
      cast,
      address,
      { ...options, limits },
      async (tx, { failed }) => {
        await tx.endCare(address)
        expected = failed.length > 0 || isLast ? [] : [await expectTheWorst(tx, address, limits)]
      },
    )
    const taken = turn === 'suspected' ? NOTHING : turn
    // What was expected in a transaction that failed was not written.
    const [next] = taken.failed.length > 0 ? [] : expected
    return { taken, next: next ?? 'nothing' }
  }

  let taken = NOTHING
  let next = await storage.transaction((tx) => expectTheWorst(tx, address, limits))
  for (let turns = 1; next === 'expected'; turns += 1) {
    // This process lives: a database that is away must not look like a crash.
    const turn = await outlast(storage, AbortSignal.timeout(PATIENCE_MS), () =>
      carefulTurn(turns === CAREFUL_TURNS),
    )
    taken = sum(taken, turn.taken)
    next = turn.next
  }
  return next === 'nothing' ? taken : sum(taken, { ...NOTHING, parked: [next] })
}

type Expectation = 'nothing' | 'expected' | ParkedMessage

async function expectTheWorst(tx: StorageTx, address: Address, limits: TurnLimits): Promise<Expectation> {
  const actor = await tx.tryLockActor(address)
  if (!actor?.suspected) return 'nothing'
  // The one that expected it before lives, or nobody knows yet that it is dead.
  if (actor.careUntil !== null && actor.careUntil > (await tx.now())) return 'nothing'
  const [message] = await tx.oldestMessages(actor, 1)
  if (message && message.crashes < limits.crashes) {
    await tx.expectCrash(message, CARE_MS)
    return 'expected'
  }
  const parked = message && (await park(tx, message, 'crashed', diedOf(message)))
  await tx.endCare(actor)
  return parked ?? 'nothing'
}

const diedOf = ({ crashes }: StoredMessage): string =>
  `${crashes + 1} processes died while they handled this message or its neighbours; it is not tried again by itself`

/**
 * @param endCare ends the care that it is served with, in the transaction of its turn
 * @returns 'suspected' for an actor that must be served with care, unless it is
 */
async function takeTurnAlone(
  storage: Storage,
  cast: Cast,
  address: Address,
  options: TurnOptions,
  endCare?: (tx: StorageTx, taken: TurnsTaken) => Promise<void>,
): Promise<TurnsTaken | 'suspected'> {
  const withCare = endCare !== undefined
  const limits = limitsOf(options)
  let read: readonly StoredMessage[] = []
  const attempt = async (messages: number) => {
    read = []
    return await storage.transaction(async (tx) => {
      // Who looks whether it may serve it has it for a moment only; care comes to its end.
      const actor = withCare ? await tx.lockActor(address) : await tx.tryLockActor(address)
      if (!actor) return NOTHING
      if (actor.suspected && !withCare) return 'suspected'
      const held = options.held ?? new Set(await tx.heldTypes())
      const found = await tx.oldestMessages(actor, messages)
      // If it throws, its process did not die: what was expected is taken back.
      read = withCare ? found.map((message) => ({ ...message, crashes: message.crashes - 1 })) : found
      const taken = await serve(tx, cast, [actor], read, { ...options, held })
      await endCare?.(tx, taken)
      return taken
    })
  }
  try {
    return await attempt(limits.messagesEach)
  } catch (error) {
    if (storage.isTransient(error)) throw error
  }
  try {
    return await attempt(1)
  } catch (error) {
    const [message] = read
    if (storage.isTransient(error) || !message) throw error
    // Its turn could not be written, e.g. its projector refused it.
    const parked = await storage.transaction(async (tx) => {
      await tx.lockActor(address)
      const given = await recordFailure(tx, { message, error }, limits)
      if (withCare) await tx.endCare(address)
      return given
    })
    return { handled: 0, failed: [{ message, error }], served: [], parked }
  }
}

async function serve(
  tx: StorageTx,
  cast: Cast,
  actors: readonly LockedActor[],
  messages: readonly StoredMessage[],
  options: TurnOptions,
): Promise<TurnsTaken> {
  if (actors.length === 0) return NOTHING
  const { held, onServe } = options
  const now = await tx.now()
  const isHeld = (message: StoredMessage) => held?.has(typeOf(message)) ?? false
  const byActor = Map.groupBy(messages, (message) => `${message.kind}/${message.key}`)

  onServe?.(actors)
  const records: TurnRecord[] = []
  const failed: FailedMessage[] = []
  const served: ServedActor[] = []
  const parked: ParkedMessage[] = []
  for (const actor of actors) {
    const mail = byActor.get(`${actor.kind}/${actor.key}`)
    const definition = cast.get(actor.kind)
    if (!mail || !definition || actor.codeVersion > definition.codeVersion) continue
    for (const message of mail.filter(isHeld)) parked.push(await park(tx, message, 'held', heldBack(message)))
    const folded = foldTurns(
      definition,
      actor,
      mail.filter((message) => !isHeld(message)),
      now,
    )
    const handled = folded.record.handled.length
    if (handled > 0) {
      records.push(folded.record)
      served.push({ kind: actor.kind, key: actor.key, handled, waitedMs: waitOf(mail[0], now) })
    }
    if (folded.failed) failed.push(folded.failed)
  }

  await tx.saveTurns(records)
  for (const failure of failed) parked.push(...(await recordFailure(tx, failure, limitsOf(options))))
  return {
    handled: records.reduce((count, record) => count + record.handled.length, 0),
    failed,
    served,
    parked,
  }
}

/** By the database's clock on both ends. */
const waitOf = (message: StoredMessage | undefined, now: string): number | null =>
  message?.attempts === 0 ? Math.max(0, Date.parse(now) - Date.parse(message.acceptedAt)) : null

/** What the circuit breaker goes by. */
export const typeOf = ({ kind, body }: Pick<StoredMessage, 'kind' | 'body'>): string =>
  `${kind}/${String((body as { type?: unknown } | null)?.type ?? '')}`

const heldBack = (message: StoredMessage): string =>
  `processes died of other ${typeOf(message)} messages, which are parked; retry or skip those first`

async function park(
  tx: StorageTx,
  message: StoredMessage,
  reason: ParkReason,
  error: string,
): Promise<ParkedMessage> {
  await tx.park(message, reason, error)
  return { message, reason }
}

async function recordFailure(
  tx: StorageTx,
  { message, error }: FailedMessage,
  limits: TurnLimits,
): Promise<ParkedMessage[]> {
  const last = message.attempts + 1 >= limits.attempts
  await tx.recordFailure(message, describeError(error), last)
  return last ? [{ message, reason: 'failed' }] : []
}

const sum = (a: TurnsTaken, b: TurnsTaken): TurnsTaken => ({
  handled: a.handled + b.handled,
  failed: [...a.failed, ...b.failed],
  served: [...a.served, ...b.served],
  parked: [...a.parked, ...b.parked],
})

export const describeError = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)
