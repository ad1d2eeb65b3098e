import { openEventStream } from './event-stream.ts'
import { BEAT_MS, type LiveMessage, type LiveRequest, type WorkerMessage } from './live-message.ts'
import { readOnce } from './read-once.ts'
import { shareReads } from './share-reads.ts'

/**
 * One event stream for all tabs: HTTP/1.1 allows six connections to a server, and seven tabs
 * with a stream each would leave none for requests.
 */
const ports = new Set<MessagePort>()

/** For a tab that comes in between. */
let beats: LiveMessage | undefined

const reads = shareReads(readOnce)

const stream = openEventStream('/api/events', (message) => {
  if (message.type === 'heartbeats') beats = message
  else reads.forget()
  tellAll(message)
})

setInterval(() => tellAll({ type: 'beat' }), BEAT_MS)

addEventListener('connect', (event) => {
  const port = (event as MessageEvent).ports[0]
  if (!port) return
  ports.add(port)
  port.addEventListener('message', ({ data }: MessageEvent<LiveRequest>) => {
    switch (data.type) {
      case 'leave':
        return ports.delete(port)
      case 'reconnect':
        return stream.reconnect()
      case 'wrote':
        return reads.forget()
      case 'read':
        return void answer(port, data)
    }
  })
  port.start()
  port.postMessage({ type: 'state', ...stream.standing() } satisfies LiveMessage)
  if (beats) port.postMessage(beats)
})

async function answer(port: MessagePort, { read, path }: { read: number; path: string }): Promise<void> {
  const answer = await reads.read(path).catch(() => null)
  port.postMessage({ type: 'answer', read, answer } satisfies WorkerMessage)
}

function tellAll(message: WorkerMessage): void {
  for (const port of ports) port.postMessage(message)
}
