import type { ChangedEvent } from '@pm-bot/domain'
import type { Database, Tx } from './database.ts'

/** Tells whoever watches, after the commit, that a row changed. */
export function changed(tx: Tx, topic: ChangedEvent['topic'], id: string): void {
  tx.hint('changed', `${topic}:${id}`)
}

/**
 * Calls back for every change of any process; `onGap` when some may have been missed.
 * Subscribe first and read afterwards, or the change in between is lost.
 */
export function onChanged(
  database: Database,
  listener: (event: ChangedEvent) => void,
  onGap?: () => void,
): () => void {
  return database.listen(({ hint, id }) => {
    if (hint !== 'changed') return
    const [topic, ...rest] = id.split(':')
    listener({ topic: topic as ChangedEvent['topic'], id: rest.join(':') })
  }, onGap)
}
