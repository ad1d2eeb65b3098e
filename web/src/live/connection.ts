import { createSignal } from 'solid-js'
import { openEventStream } from './event-stream.ts'
import type { LiveMessage, LiveRequest, LiveState } from './live-message.ts'

const [liveState, setLiveState] = createSignal<LiveState>('connecting')
/** Since when it is so, in milliseconds of this machine's clock. */
const [liveSince, setLiveSince] = createSignal(Date.now())

export { liveSince, liveState }

const listeners = new Set<(message: LiveMessage) => void>()
let reconnect: (() => void) | undefined

/** Calls back for every message, until the returned function is called. */
export function onLiveMessage(listener: (message: LiveMessage) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function startLive(): void {
  reconnect ??= 'SharedWorker' in globalThis ? shareStream() : openEventStream('/api/events', hear).reconnect
}

export function reconnectLive(): void {
  reconnect?.()
}

function hear(message: LiveMessage): void {
  if (message.type === 'state') {
    setLiveSince(message.since)
    setLiveState(message.state)
  }
  for (const listener of listeners) listener(message)
}

function shareStream(): () => void {
  let port = join()
  const ask = (request: LiveRequest) => port.postMessage(request)

  addEventListener('pagehide', () => ask({ type: 'leave' }))
  addEventListener('pageshow', (event) => {
    // Back from the browser's cache: the worker had forgotten this tab.
    if (event.persisted) port = join()
  })
  return () => ask({ type: 'reconnect' })
}

function join(): MessagePort {
  const worker = new SharedWorker(new URL('./live-worker.ts', import.meta.url), {
    type: 'module',
    name: 'pm-bot-live',
  })
  worker.port.addEventListener('message', (event: MessageEvent<LiveMessage>) => hear(event.data))
  worker.port.start()
  return worker.port
}
