import type { ServerResponse } from 'node:http'
import type { ChangeFeed, FeedEvent } from './change-feed.ts'

const HEARTBEAT_MS = 15_000
/** A reader that is this far behind starts over rather than fill our memory. */
const MOST_BUFFERED = 1024 * 1024

interface Stream {
  secret: string | undefined
  end(): void
}

/** The open event streams: one small text protocol over responses that do not end. */
export function createEventStreams(feed: ChangeFeed, heartbeatMs = HEARTBEAT_MS) {
  const streams = new Set<Stream>()

  function open(options: {
    response: ServerResponse
    lastEventId: string | undefined
    /** Of the session that the stream ends with. */
    secret: string | undefined
    isAllowed: () => Promise<boolean>
  }): void {
    const { response, lastEventId, secret, isAllowed } = options
    const write = (text: string) => {
      response.write(text)
      if (response.writableLength > MOST_BUFFERED) response.destroy()
    }
    const tell = ({ id, event, data }: FeedEvent) => write(`id: ${id}\nevent: ${event}\ndata: ${data}\n\n`)

    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Proxies such as nginx would gather what must arrive at once.
      'x-accel-buffering': 'no',
    })
    const unsubscribe = feed.subscribe(tell)
    const missed = lastEventId === undefined ? [] : feed.since(lastEventId)
    write('retry: 1000\n\n')
    for (const event of missed ?? [refetch(feed)]) tell(event)
    // An id alone: a reader that loses the connection before the first event resumes from here.
    write(`id: ${feed.lastId()}\n\n`)

    const heartbeat = setInterval(async () => {
      write(': still here\n\n')
      // Signed out in another process, or expired.
      if (!(await isAllowed().catch(() => true))) stream.end()
    }, heartbeatMs)
    const stream: Stream = { secret, end: () => response.end() }
    streams.add(stream)
    response.on('error', () => response.destroy())
    response.once('close', () => {
      clearInterval(heartbeat)
      unsubscribe()
      streams.delete(stream)
    })
  }

  return {
    open,
    /** Ends the streams of one session, or all. */
    end(secret?: string): void {
      for (const stream of [...streams]) {
        if (secret === undefined || stream.secret === secret) stream.end()
      }
    },
  }
}

const refetch = (feed: ChangeFeed): FeedEvent => ({ id: feed.lastId(), event: 'refetch', data: '{}' })

export type EventStreams = ReturnType<typeof createEventStreams>
