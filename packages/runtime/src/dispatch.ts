import type { Cast } from './define-actor.ts'
import type { Storage } from './ports.ts'
import { createPulse, type Loop } from './pulse.ts'
import { TURN_LIMITS, type TurnsTaken, takeTurns } from './turn.ts'

/**
 * Serves mailboxes until stopped: at every hint, and a few times a second because hints
 * get lost. After a turn it looks for the next one before it sleeps.
 */
export function startDispatch(options: {
  storage: Storage
  cast: Cast
  onTurns?: (taken: TurnsTaken, ms: number) => void
  onError: (error: unknown) => void
  pollMs?: number
}): Loop {
  const { storage, cast, onTurns, onError, pollMs = 250 } = options
  const pulse = createPulse({
    pollMs,
    onError,
    async beat() {
      const started = performance.now()
      const taken = await takeTurns(storage, cast, TURN_LIMITS)
      if (taken.handled + taken.failed.length === 0) return 'idle'
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
