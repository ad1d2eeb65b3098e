import type { LiveMessage, LiveState } from './live-message.ts'

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 30_000

/** The server's events as messages, for as long as anybody listens. */
export function openEventStream(url: string, tell: (message: LiveMessage) => void) {
  let source: EventSource
  let retry: ReturnType<typeof setTimeout> | undefined
  let wait = FIRST_WAIT_MS
  let state: LiveState = 'connecting'

  const say = (next: LiveState) => {
    state = next
    tell({ type: 'state', state })
  }

  function connect(): void {
    clearTimeout(retry)
    source?.close()
    source = new EventSource(url)
    source.addEventListener('open', () => {
      wait = FIRST_WAIT_MS
      say('live')
    })
    source.addEventListener('changed', (event) => {
      const changed = JSON.parse(event.data)
      tell({ type: 'changed', topic: changed.topic, id: changed.id })
    })
    source.addEventListener('refetch', () => tell({ type: 'refetch' }))
    source.addEventListener('error', lost)
  }

  function lost(): void {
    say('reconnecting')
    // A browser tries again after a lost connection, but gives up for good on an HTTP error.
    if (source.readyState !== EventSource.CLOSED) return
    clearTimeout(retry)
    retry = setTimeout(connect, wait)
    wait = Math.min(wait * 2, LONGEST_WAIT_MS)
  }

  connect()
  return {
    state: () => state,
    reconnect: connect,
    close() {
      clearTimeout(retry)
      source.close()
    },
  }
}
