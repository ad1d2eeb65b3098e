import type { Store } from './open-store.ts'

const BATCH = 500

/**
 * Sends effects again whose job got lost, e.g. deleted by hand. Returns how many there were.
 * `evenTaken`: also those whose job a worker took and has not begun, in case that it was the one
 * that died. Where it was not, one of the two jobs finds nothing to do.
 */
export async function sweepEffects(
  { database, queue }: Pick<Store, 'database' | 'queue'>,
  { evenTaken = false } = {},
): Promise<number> {
  return await database.transaction(async (tx) => {
    const stranded = await queue.strandedEffects(tx, { limit: BATCH, evenTaken })
    await queue.sendJobs(
      tx,
      stranded.map((effect) => ({ ...effect, delayMs: 0 })),
    )
    return stranded.length
  })
}
