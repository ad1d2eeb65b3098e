import type { Address, Cast } from './define-actor.ts'
import type { LockedActor, ServedKind, Storage } from './ports.ts'
import { serve } from './serve.ts'
import { serveWithCare } from './serve-with-care.ts'
import { takeTurnAlone } from './take-turn-alone.ts'
import { limitsOf, type TurnOptions } from './turn-limits.ts'
import { NOTHING, sum, type TurnsTaken } from './turns-taken.ts'

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
