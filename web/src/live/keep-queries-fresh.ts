import type { QueryClient } from '@tanstack/query-core'
import { onCleanup } from 'solid-js'
import { onLiveMessage } from './connection.ts'
import { onWorkersTurn } from './heartbeats.ts'
import { isCutOff, mayHaveMissed, type Topic } from './live-message.ts'
import { staleKeys } from './stale-keys.ts'

/** One commit announces several rows; they are read again together. */
const GATHER_MS = 60
/** With many jobs, an import, or agents under way these change all the time: a read must not be overtaken before it ends. */
const GATHER_BUSY_MS = 500
const BUSY: ReadonlySet<Topic> = new Set(['queues', 'actors', 'workers', 'repos', 'budgets'])

export function keepQueriesFresh(client: QueryClient): void {
  const refetch = (queryKey: string[]) => void client.invalidateQueries({ queryKey })
  const soon = gatherKeys(GATHER_MS, refetch)
  const later = gatherKeys(GATHER_BUSY_MS, refetch)
  const stop = onLiveMessage((message) => {
    if (mayHaveMissed(message)) void client.invalidateQueries({ predicate: isOfTheServer })
    // The session may have ended, and its stream with it.
    if (isCutOff(message)) void client.invalidateQueries({ queryKey: ['meta'] })
    if (message.type !== 'changed') return
    const gather = BUSY.has(message.topic) ? later : soon
    gather.add(staleKeys(message.topic, message.id))
  })

  const stopBeats = onWorkersTurn(() => later.add(staleKeys('workers', '')))

  onCleanup(() => {
    stopBeats()
    soon.stop()
    later.stop()
    stop()
  })
}

/** Each key once, however often it was told in this time. */
function gatherKeys(ms: number, refetch: (key: string[]) => void) {
  const gathered = new Map<string, string[]>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const flush = () => {
    timer = undefined
    for (const key of gathered.values()) refetch(key)
    gathered.clear()
  }
  return {
    add(keys: string[][]) {
      for (const key of keys) gathered.set(key.join(' '), key)
      timer ??= setTimeout(flush, ms)
    },
    stop: () => clearTimeout(timer),
  }
}

const isOfTheServer = (query: { queryKey: readonly unknown[] }) => query.queryKey[0] !== 'artifact-text'
