import { randomBytes } from 'node:crypto'
import type { ChangedEvent } from '@pm-bot/domain'
import { type Database, onChanged } from '@pm-bot/store'

/** One server-sent event, numbered within the life of this process. */
export interface FeedEvent {
  id: string
  event: 'changed' | 'refetch'
  data: string
}

const KEPT = 2000

/**
 * What changed lately, for as many listeners as there are. An id that this process did not
 * give, or no longer remembers, cannot be resumed from: its owner must read everything again.
 */
export function createChangeFeed(database: Database) {
  const boot = randomBytes(6).toString('hex')
  const listeners = new Set<(event: FeedEvent) => void>()
  const kept: FeedEvent[] = []
  let count = 0

  const tell = (event: FeedEvent['event'], data: Partial<ChangedEvent>) => {
    count += 1
    const entry: FeedEvent = { id: `${boot}-${count}`, event, data: JSON.stringify(data) }
    kept.push(entry)
    if (kept.length > KEPT) kept.shift()
    for (const listener of listeners) listener(entry)
  }
  const stop = onChanged(
    database,
    (event) => tell('changed', event),
    () => tell('refetch', {}),
  )

  return {
    lastId: () => `${boot}-${count}`,
    /** Undefined when something may be missing in between. */
    since(lastId: string): FeedEvent[] | undefined {
      if (lastId === `${boot}-${count}`) return []
      if (lastId === `${boot}-${count - kept.length}`) return [...kept]
      const at = kept.findIndex(({ id }) => id === lastId)
      return at === -1 ? undefined : kept.slice(at + 1)
    },
    subscribe(listener: (event: FeedEvent) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop,
  }
}

export type ChangeFeed = ReturnType<typeof createChangeFeed>
