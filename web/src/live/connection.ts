import { createSignal } from 'solid-js'
import { openEventStream } from './event-stream.ts'
import { joinWorker } from './join-worker.ts'
import type { LiveMessage, LiveState } from './live-message.ts'
import { readOnce } from './read-once.ts'
import type { ReadAnswer } from './share-reads.ts'

const [liveState, setLiveState] = createSignal<LiveState>('connecting')
/** Since when it is so, in milliseconds of this machine's clock. */
const [liveSince, setLiveSince] = createSignal(Date.now())

export { liveSince, liveState }

const listeners = new Set<(message: LiveMessage) => void>()
let worker: ReturnType<typeof joinWorker> | undefined
let reconnect: (() => void) | undefined

/** Calls back for every message, until the returned function is called. */
export function onLiveMessage(listener: (message: LiveMessage) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function startLive(): void {
  if (reconnect) return
  // Not every phone has it.
  if ('SharedWorker' in globalThis) worker = joinWorker(hear)
  reconnect = (worker ?? openEventStream('/api/events', hear)).reconnect
}

export function reconnectLive(): void {
  reconnect?.()
}

/** Reads once for all tabs that want to know. @throws TypeError where the server does not answer */
export function readShared(path: string, signal?: AbortSignal): Promise<ReadAnswer> {
  return worker?.isHeard() ? worker.read(path, signal) : readOnce(path, signal)
}

/** This tab has changed something, and nothing that was read before it may answer what it asks next. */
export function tellWrote(): void {
  worker?.wrote()
}

function hear(message: LiveMessage): void {
  if (message.type === 'state') {
    setLiveSince(message.since)
    setLiveState(message.state)
  }
  for (const listener of listeners) listener(message)
}
