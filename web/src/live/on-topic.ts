import { onCleanup } from 'solid-js'
import { onLiveMessage } from './connection.ts'
import type { LiveMessage, Topic } from './live-message.ts'

/**
 * Calls back with the row's id when something of a topic changed, and without one after
 * every (re)connect, because whatever changed meanwhile was not heard.
 */
export function onTopic(topic: Topic, callback: (id: string | undefined) => void): void {
  onCleanup(
    onLiveMessage((message) => {
      if (message.type === 'changed' && message.topic === topic) callback(message.id)
      if (mayHaveMissed(message)) callback(undefined)
    }),
  )
}

export function mayHaveMissed(message: LiveMessage): boolean {
  return message.type === 'refetch' || (message.type === 'state' && message.state === 'live')
}
