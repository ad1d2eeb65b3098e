import type { Cast } from './define-actor.ts'
import { type FailedMessage, foldTurns } from './fold.ts'
import type { LockedActor, ParkReason, StorageTx, StoredMessage, TurnRecord } from './ports.ts'
import { limitsOf, type TurnLimits, type TurnOptions } from './turn-limits.ts'
import { NOTHING, type ParkedMessage, type ServedActor, type TurnsTaken } from './turns-taken.ts'

/** Runs these actors over their messages, and writes what that leads to in this transaction. */
export async function serve(
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

  onServe?.(actors.filter(({ kind, key }) => byActor.has(`${kind}/${key}`)))
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

export async function park(
  tx: StorageTx,
  message: StoredMessage,
  reason: ParkReason,
  error: string,
): Promise<ParkedMessage> {
  await tx.park(message, reason, error)
  return { message, reason }
}

export async function recordFailure(
  tx: StorageTx,
  { message, error }: FailedMessage,
  limits: TurnLimits,
): Promise<ParkedMessage[]> {
  const last = message.attempts + 1 >= limits.attempts
  await tx.recordFailure(message, describeError(error), last)
  return last ? [{ message, reason: 'failed' }] : []
}

export const describeError = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)
