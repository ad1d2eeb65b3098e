import { openEventStream } from './event-stream.ts'
import type { LiveMessage, LiveRequest } from './live-message.ts'

/**
 * One event stream for all tabs: HTTP/1.1 allows six connections to a server, and seven tabs
 * with a stream each would leave none for requests.
 */
const ports = new Set<MessagePort>()

/** For a tab that comes in between. */
let beats: LiveMessage | undefined

const stream = openEventStream('/api/events', (message) => {
  if (message.type === 'heartbeats') beats = message
  for (const port of ports) port.postMessage(message)
})

addEventListener('connect', (event) => {
  const port = (event as MessageEvent).ports[0]
  if (!port) return
  ports.add(port)
  port.addEventListener('message', ({ data }: MessageEvent<LiveRequest>) => {
    if (data.type === 'leave') ports.delete(port)
    else stream.reconnect()
  })
  port.start()
  port.postMessage({ type: 'state', ...stream.standing() } satisfies LiveMessage)
  if (beats) port.postMessage(beats)
})
