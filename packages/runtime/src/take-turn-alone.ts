import type { Address, Cast } from './define-actor.ts'
import type { Storage, StorageTx, StoredMessage } from './ports.ts'
import { recordFailure, serve } from './serve.ts'
import { limitsOf, type TurnOptions } from './turn-limits.ts'
import { NOTHING, type TurnsTaken } from './turns-taken.ts'

/**
 * @param endCare ends the care that it is served with, in the transaction of its turn
 * @returns 'suspected' for an actor that must be served with care, unless it is
 */
export async function takeTurnAlone(
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
