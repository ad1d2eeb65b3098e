import { createPulse, type Loop } from '@pm-bot/runtime'
import { removeWhatIsOld } from './retention/remove-what-is-old.ts'
import type { RetentionContext } from './retention/retention-context.ts'

const HOUR_MS = 60 * 60 * 1000

/** Removes what is old, at once and then every hour. Stops between two batches. */
export function startRetention(context: RetentionContext, onError: (error: unknown) => void): Loop {
  const stopping = new AbortController()
  const pulse = createPulse({
    pollMs: HOUR_MS,
    onError,
    async beat() {
      await removeWhatIsOld(context, stopping.signal)
      return 'idle'
    },
  })
  return {
    async stop() {
      stopping.abort()
      await pulse.stop()
    },
  }
}
