/** Milliseconds since each worker was heard last, by its id; null when the database does not say. */
export type Heartbeats = Readonly<Record<string, number>> | null

const EVERY_MS = 5000

/**
 * Tells its listeners, every few seconds, when each worker was heard last: a worker that falls silent is announced by
 * nobody, and neither is a connection that has died. One look for all listeners, and none while there are none.
 */
export function createHeartbeats(look: () => Promise<Heartbeats>, everyMs = EVERY_MS) {
  const listeners = new Set<(beats: Heartbeats) => void>()
  let timer: ReturnType<typeof setInterval> | undefined

  const lookAround = () => look().catch((): Heartbeats => null)
  const tellAll = async () => {
    const beats = await lookAround()
    for (const listener of listeners) listener(beats)
  }

  return {
    /** Calls back soon, and then again and again until the returned function is called. */
    subscribe(listener: (beats: Heartbeats) => void): () => void {
      listeners.add(listener)
      timer ??= setInterval(() => void tellAll(), everyMs).unref()
      void lookAround().then((beats) => listeners.has(listener) && listener(beats))
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}

export type HeartbeatFeed = ReturnType<typeof createHeartbeats>
