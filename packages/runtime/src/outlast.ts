import { setTimeout as sleep } from 'node:timers/promises'
import type { Storage } from './ports.ts'

const PAUSE_MS = 250

/**
 * Does it again and again while the database is away, until `signal` says that it is enough. What
 * was committed without an answer is done twice: only for what does no harm then.
 */
export async function outlast<T>(
  storage: Pick<Storage, 'isTransient'>,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!storage.isTransient(error) || signal.aborted) throw error
      await sleep(PAUSE_MS)
    }
  }
}
