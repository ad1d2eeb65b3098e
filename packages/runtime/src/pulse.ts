import { setImmediate } from 'node:timers/promises'

/** Something that goes on until it is told to stop, and then lets its last round end. */
export interface Loop {
  stop(): Promise<void>
}

export interface Pulse extends Loop {
  /** Beat now, or once more right after the beat that is under way. */
  wake: () => void
}

/**
 * Calls `beat` whenever woken and every `pollMs`, never twice at once. 'again' beats on
 * without a pause; an error waits out the poll, so that a broken database is not hammered.
 */
export function createPulse(options: {
  beat: () => Promise<'again' | 'idle'>
  pollMs: number
  onError: (error: unknown) => void
}): Pulse {
  let stopped = false
  let rung = false
  let beating: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  const run = async () => {
    do {
      rung = false
      try {
        // Timers and sockets come first: with SQLite, beat after beat may never leave this tick.
        while (!stopped && (await options.beat()) === 'again') await setImmediate()
      } catch (error) {
        options.onError(error)
        break
      }
    } while (rung && !stopped)
  }
  const wake = () => {
    rung = true
    if (stopped || beating) return
    clearTimeout(timer)
    beating = run().finally(() => {
      beating = undefined
      if (!stopped) timer = setTimeout(wake, options.pollMs)
    })
  }
  wake()

  return {
    wake,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await beating
    },
  }
}
