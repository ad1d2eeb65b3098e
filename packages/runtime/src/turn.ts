import type { Address, Cast } from './define-actor.ts'
import { type FailedMessage, foldTurns } from './fold.ts'
import type { LockedActor, ServedKind, Storage, StorageTx, StoredMessage, TurnRecord } from './ports.ts'

export interface TurnLimits {
  /** Actors claimed in one transaction. */
  actors: number
  /** Messages of one actor in one transaction. */
  messages: number
  /** Failed attempts after which a message parks. */
  attempts: number
}

export const TURN_LIMITS: TurnLimits = { actors: 16, messages: 100, attempts: 3 }

export interface TurnsTaken {
  /** Messages handled. */
  handled: number
  /** Messages that threw: counted, and parked if it was their last attempt. */
  failed: FailedMessage[]
  /** Actors whose messages were handled. */
  served: ServedActor[]
}

export interface ServedActor extends Address {
  handled: number
  /** How long its oldest message had waited; null when that one was being tried again. */
  waitedMs: number | null
}

/** Which actors this process may serve: it leaves alone what newer code wrote. */
export const servedBy = (cast: Cast): ServedKind[] =>
  [...cast.values()].map(({ kind, codeVersion }) => ({ kind, codeVersion }))

/**
 * Serves a handful of actors that have mail, whole batches at once, in one transaction.
 * When the batch cannot be written, each of its actors is tried alone and then message by
 * message, so that one bad message costs nobody else anything.
 */
export async function takeTurns(storage: Storage, cast: Cast, limits = TURN_LIMITS): Promise<TurnsTaken> {
  let claimed: readonly Address[] = []
  try {
    return await storage.transaction(async (tx) => {
      const actors = await tx.lockActorsWithMail({ limit: limits.actors, served: servedBy(cast) })
      claimed = actors
      return await serve(tx, cast, actors, limits, limits.messages)
    })
  } catch (error) {
    if (storage.isTransient(error) || claimed.length === 0) throw error
    const taken: TurnsTaken = { handled: 0, failed: [], served: [] }
    for (const address of claimed) {
      const alone = await takeTurnOf(storage, cast, address, limits)
      taken.handled += alone.handled
      taken.failed.push(...alone.failed)
      taken.served.push(...alone.served)
    }
    return taken
  }
}

/** Serves one actor unless another transaction is serving it. */
export async function takeTurnOf(
  storage: Storage,
  cast: Cast,
  address: Address,
  limits = TURN_LIMITS,
): Promise<TurnsTaken> {
  let read: readonly StoredMessage[] = []
  const attempt = async (messages: number) => {
    read = []
    return await storage.transaction(async (tx) => {
      const actor = await tx.tryLockActor(address)
      return await serve(tx, cast, actor ? [actor] : [], limits, messages, (found) => {
        read = found
      })
    })
  }
  try {
    return await attempt(limits.messages)
  } catch (error) {
    if (storage.isTransient(error)) throw error
  }
  try {
    return await attempt(1)
  } catch (error) {
    const [message] = read
    if (storage.isTransient(error) || !message) throw error
    // Its turn could not be written, e.g. its projector refused it.
    await storage.transaction((tx) => recordFailure(tx, { message, error }, limits))
    return { handled: 0, failed: [{ message, error }], served: [] }
  }
}

async function serve(
  tx: StorageTx,
  cast: Cast,
  actors: readonly LockedActor[],
  limits: TurnLimits,
  messagesEach: number,
  onRead?: (messages: readonly StoredMessage[]) => void,
): Promise<TurnsTaken> {
  if (actors.length === 0) return { handled: 0, failed: [], served: [] }
  const messages = await tx.oldestMessages(actors, messagesEach)
  onRead?.(messages)
  const now = await tx.now()
  const byActor = Map.groupBy(messages, (message) => `${message.kind}/${message.key}`)

  const records: TurnRecord[] = []
  const failed: FailedMessage[] = []
  const served: ServedActor[] = []
  for (const actor of actors) {
    const mail = byActor.get(`${actor.kind}/${actor.key}`)
    const definition = cast.get(actor.kind)
    if (!mail || !definition || actor.codeVersion > definition.codeVersion) continue
    const folded = foldTurns(definition, actor, mail, now)
    const handled = folded.record.handled.length
    if (handled > 0) {
      records.push(folded.record)
      served.push({ kind: actor.kind, key: actor.key, handled, waitedMs: waitOf(mail[0], now) })
    }
    if (folded.failed) failed.push(folded.failed)
  }

  await tx.saveTurns(records)
  for (const failure of failed) await recordFailure(tx, failure, limits)
  return { handled: records.reduce((sum, record) => sum + record.handled.length, 0), failed, served }
}

/** By the database's clock on both ends. */
const waitOf = (message: StoredMessage | undefined, now: string): number | null =>
  message?.attempts === 0 ? Math.max(0, Date.parse(now) - Date.parse(message.acceptedAt)) : null

const recordFailure = (tx: StorageTx, { message, error }: FailedMessage, limits: TurnLimits) =>
  tx.recordFailure(message, describeError(error), message.attempts + 1 >= limits.attempts)

export const describeError = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)
