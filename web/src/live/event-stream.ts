import type { Change, LiveMessage, LiveState } from './live-message.ts'

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 30_000
/** The server says something every five seconds; a connection that says nothing for so long is dead, whatever it looks like. */
const SILENT_MS = 17_000
/** One commit announces several rows: each tab hears of them at once, and reads again what they make stale once. */
const GATHER_MS = 60

/** The server's events as messages, for as long as anybody listens. */
export function openEventStream(url: string, tell: (message: LiveMessage) => void) {
  let source: EventSource
  let retry: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let wait = FIRST_WAIT_MS
  let changes: Change[] = []
  let gathering: ReturnType<typeof setTimeout> | undefined
  let standing: { state: LiveState; since: number } = { state: 'connecting', since: Date.now() }

  function say(state: LiveState): void {
    // Trying again and failing again is one outage.
    const since = state === standing.state ? standing.since : Date.now()
    standing = { state, since }
    tell({ type: 'state', ...standing })
  }

  function heard(): void {
    clearTimeout(silence)
    silence = setTimeout(() => {
      say('reconnecting')
      connect()
    }, SILENT_MS)
  }

  function gather(change: Change): void {
    changes.push(change)
    gathering ??= setTimeout(() => {
      gathering = undefined
      tell({ type: 'changed', changes })
      changes = []
    }, GATHER_MS)
  }

  function connect(): void {
    clearTimeout(retry)
    clearTimeout(silence)
    source?.close()
    source = new EventSource(url)
    source.addEventListener('open', () => {
      wait = FIRST_WAIT_MS
      heard()
      say('live')
    })
    source.addEventListener('changed', (event) => {
      heard()
      const { topic, id } = JSON.parse(event.data)
      gather({ topic, id })
    })
    source.addEventListener('heartbeats', (event) => {
      heard()
      tell({ type: 'heartbeats', ages: JSON.parse(event.data) })
    })
    source.addEventListener('refetch', () => tell({ type: 'refetch' }))
    source.addEventListener('error', lost)
  }

  function lost(): void {
    clearTimeout(silence)
    say('reconnecting')
    // A browser tries again after a lost connection, but gives up for good on an HTTP error.
    if (source.readyState !== EventSource.CLOSED) return
    clearTimeout(retry)
    retry = setTimeout(connect, wait)
    wait = Math.min(wait * 2, LONGEST_WAIT_MS)
  }

  connect()
  return {
    standing: () => standing,
    reconnect: connect,
    close() {
      clearTimeout(retry)
      clearTimeout(silence)
      clearTimeout(gathering)
      source.close()
    },
  }
}
