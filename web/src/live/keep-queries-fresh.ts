import type { QueryClient } from '@tanstack/query-core'
import { onCleanup } from 'solid-js'
import { onLiveMessage } from './connection.ts'
import { onWorkersTurn } from './heartbeats.ts'
import { type Change, isCutOff, mayHaveMissed, type Topic } from './live-message.ts'
import { staleKeys } from './stale-keys.ts'

/** With many jobs, an import, or agents under way these change all the time: a read must not be overtaken before it ends. */
const BUSY: ReadonlySet<Topic> = new Set(['queues', 'actors', 'workers', 'repos', 'budgets'])
const GATHER_BUSY_MS = 500

export function keepQueriesFresh(client: QueryClient): void {
  /** Each once, however often it was told. */
  function refetch(changes: readonly Change[]): void {
    const keys = changes.flatMap(({ topic, id }) => staleKeys(topic, id))
    for (const queryKey of new Map(keys.map((key) => [key.join(' '), key])).values())
      void client.invalidateQueries({ queryKey })
  }

  let busy: Change[] = []
  let gathering: ReturnType<typeof setTimeout> | undefined
  function refetchLater(change: Change): void {
    busy.push(change)
    gathering ??= setTimeout(() => {
      gathering = undefined
      refetch(busy)
      busy = []
    }, GATHER_BUSY_MS)
  }

  const stop = onLiveMessage((message) => {
    if (mayHaveMissed(message)) void client.invalidateQueries({ predicate: isOfTheServer })
    // The session may have ended, and its stream with it.
    if (isCutOff(message)) void client.invalidateQueries({ queryKey: ['meta'] })
    if (message.type !== 'changed') return
    refetch(message.changes.filter(({ topic }) => !BUSY.has(topic)))
    for (const change of message.changes) if (BUSY.has(change.topic)) refetchLater(change)
  })
  const stopBeats = onWorkersTurn(() => refetchLater({ topic: 'workers', id: '' }))

  onCleanup(() => {
    clearTimeout(gathering)
    stopBeats()
    stop()
  })
}

const isOfTheServer = (query: { queryKey: readonly unknown[] }) => query.queryKey[0] !== 'artifact-text'
