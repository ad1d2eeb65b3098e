import type { QueryClient } from '@tanstack/solid-query'
import { onCleanup } from 'solid-js'
import { onLiveMessage } from './connection.ts'
import { isCutOff, mayHaveMissed } from './live-message.ts'
import { staleKeys } from './stale-keys.ts'

/** One commit announces several rows; they are read again together. */
const GATHER_MS = 60

export function keepQueriesFresh(client: QueryClient): void {
  const gathered = new Map<string, string[]>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const refetch = () => {
    timer = undefined
    for (const queryKey of gathered.values()) void client.invalidateQueries({ queryKey })
    gathered.clear()
  }
  const stop = onLiveMessage((message) => {
    if (mayHaveMissed(message)) void client.invalidateQueries({ predicate: isOfTheServer })
    // The session may have ended, and its stream with it.
    if (isCutOff(message)) void client.invalidateQueries({ queryKey: ['meta'] })
    if (message.type !== 'changed') return
    for (const key of staleKeys(message.topic, message.id)) gathered.set(key.join(' '), key)
    timer ??= setTimeout(refetch, GATHER_MS)
  })

  onCleanup(() => {
    clearTimeout(timer)
    stop()
  })
}

const isOfTheServer = (query: { queryKey: readonly unknown[] }) => query.queryKey[0] !== 'artifact-text'
