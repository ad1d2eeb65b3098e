import type { Attempt, Storage } from './ports.ts'
import { createPulse, type Loop } from './pulse.ts'

/** The attempts of this process, by token. */
export type UnderWay = Map<string, { attempt: Attempt; abort: AbortController }>

/** So long without a word from the database, another process may have been given the same effects. */
const ALONE_MS = 30_000

/**
 * Aborts attempts that lost their effect, by cancel or to another worker. Hints tell at once;
 * they get lost, so it also looks every second.
 */
export function watchAttempts(
  options: { storage: Storage; workerId: string; onError: (error: unknown) => void },
  underWay: UnderWay,
): Loop {
  const { storage, workerId, onError } = options
  let heardAt = performance.now()
  let forgotten = new Set<string>()

  const abort = (which: (entry: { attempt: Attempt }) => boolean, why: string) => {
    for (const entry of underWay.values()) if (which(entry)) entry.abort.abort(new Error(why))
  }
  const off = storage.wakeups.on('effect-cancelled', (effectId) =>
    abort(({ attempt }) => attempt.effectId === effectId, 'the effect was cancelled'),
  )

  const look = async () => {
    const attempts = [...underWay.values()].map(({ attempt }) => attempt)
    const { lost, mine } = await storage.transaction(async (tx) => ({
      lost: attempts.length > 0 ? await tx.lostAttempts(attempts) : [],
      mine: await tx.attemptsOf(workerId),
    }))
    abort(({ attempt }) => lost.includes(attempt.token), 'the attempt lost its effect')
    // A commit whose answer was lost leaves an attempt that nobody makes. Two looks, because
    // one that begins at this moment is not under way yet.
    const unknown = mine.filter((token) => !underWay.has(token))
    for (const token of unknown.filter((each) => forgotten.has(each))) {
      await storage.transaction((tx) => tx.abandonAttempt(token))
    }
    forgotten = new Set(unknown)
  }

  const pulse = createPulse({
    pollMs: 1000,
    onError,
    async beat() {
      try {
        await look()
        heardAt = performance.now()
      } catch (error) {
        if (performance.now() - heardAt > ALONE_MS)
          abort(() => true, 'the database has been away for too long')
        throw error
      }
      return 'idle'
    },
  })
  return {
    async stop() {
      off()
      await pulse.stop()
    },
  }
}
