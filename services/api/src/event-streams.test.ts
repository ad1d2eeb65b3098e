import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { FeedEvent } from './change-feed.ts'
import { createEventStreams } from './event-streams.ts'
import { createHeartbeats } from './heartbeats.ts'

const closing: (() => void)[] = []
afterEach(() => closing.splice(0).forEach((close) => void close()))

/** A stream at /, and a way to tell its readers something. */
async function serve(options: { heartbeatMs?: number; isAllowed?: () => Promise<boolean> } = {}) {
  const listeners = new Set<(event: FeedEvent) => void>()
  const feed = {
    lastId: () => 'boot-0',
    since: () => [],
    subscribe(listener: (event: FeedEvent) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop() {},
  }
  const streams = createEventStreams(
    feed,
    createHeartbeats(async () => ({ w1: 20 })),
    options.heartbeatMs,
  )
  const server = createServer((_request, response) =>
    streams.open({
      response,
      lastEventId: undefined,
      sessionId: undefined,
      isAllowed: options.isAllowed ?? (async () => true),
    }),
  ).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => server.close().closeAllConnections())
  return {
    port: (server.address() as AddressInfo).port,
    listeners,
    tell: (data: string) =>
      listeners.forEach((listener) => void listener({ id: 'x', event: 'changed', data })),
  }
}

test('a reader that does not read is dropped before it fills the memory', async () => {
  const { port, listeners, tell } = await serve()
  const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'))
  closing.push(() => socket.destroy())
  socket.on('error', () => {})
  await once(socket, 'readable')
  socket.pause()
  expect(listeners.size).toBe(1)
  for (let sent = 0; sent < 1000 && listeners.size > 0; sent += 1) {
    tell('x'.repeat(64 * 1024))
    await new Promise((resolve) => setImmediate(resolve))
  }
  await expect.poll(() => listeners.size).toBe(0)
})

test('a quiet stream shows that it lives', async () => {
  const { port } = await serve({ heartbeatMs: 10 })
  const { body } = await fetch(`http://127.0.0.1:${port}`)
  let text = ''
  for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
    text += chunk
    if (text.split(': still here').length > 3) break
  }
  expect(text).toContain('\n\n: still here\n\n')
})

test('a stream whose session ended elsewhere ends at the next heartbeat', async () => {
  const { port, listeners } = await serve({ heartbeatMs: 10, isAllowed: async () => false })
  const response = await fetch(`http://127.0.0.1:${port}`)
  await response.text()
  await expect.poll(() => listeners.size).toBe(0)
})

test('a stream tells when each worker was heard, and nobody resumes from that', async () => {
  const { port } = await serve()
  const { body } = await fetch(`http://127.0.0.1:${port}`)
  let text = ''
  for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
    text += chunk
    if (text.includes('heartbeats')) break
  }
  expect(text).toContain('\n\nevent: heartbeats\ndata: {"w1":20}\n\n')
})
