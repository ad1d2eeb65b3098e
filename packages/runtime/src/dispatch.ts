import type { Address, Cast } from './define-actor.ts'
import type { Storage } from './ports.ts'
import { createPulse, type Loop } from './pulse.ts'
import { takeTurns } from './turn.ts'
import type { TurnsTaken } from './turns-taken.ts'

const BREAKER_LOOK_MS = 2000

/**
 * Serves mailboxes until stopped: at every hint, and a few times a second because hints
 * get lost. After a turn it looks for the next one before it sleeps.
 */
export function startDispatch(options: {
  storage: Storage
  cast: Cast
  onTurns?: (taken: TurnsTaken, ms: number) => void
  onServe?: (actors: readonly Address[]) => void
  onError: (error: unknown) => void
  pollMs?: number
}): Loop {
  const { storage, cast, onTurns, onServe, onError, pollMs = 250 } = options
  let held: ReadonlySet<string> = new Set()
  let lookAgainAt = 0

  const pulse = createPulse({
    pollMs,
    onError,
    async beat() {
      const started = performance.now()
      if (started >= lookAgainAt) {
        held = new Set(await storage.transaction((tx) => tx.heldTypes()))
        lookAgainAt = started + BREAKER_LOOK_MS
      }
      const taken = await takeTurns(storage, cast, { held, ...(onServe ? { onServe } : {}) })
      if (taken.parked.length > 0) lookAgainAt = 0
      if (taken.handled + taken.failed.length + taken.parked.length === 0) return 'idle'
      onTurns?.(taken, performance.now() - started)
      return 'again'
    },
  })
  const off = storage.wakeups.on('mail', pulse.wake)
  return {
    async stop() {
      off()
      await pulse.stop()
    },
  }
}
