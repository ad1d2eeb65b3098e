import type { Store } from './open-store.ts'

const BATCH = 500

/** Sends effects again whose job got lost, e.g. deleted by hand. Returns how many there were. */
export async function sweepEffects({ database, queue }: Pick<Store, 'database' | 'queue'>): Promise<number> {
  return await database.transaction(async (tx) => {
    const stranded = await queue.strandedEffects(tx, BATCH)
    await queue.sendJobs(
      tx,
      stranded.map((effect) => ({ ...effect, delayMs: 0 })),
    )
    return stranded.length
  })
}
