import type { ServerResponse } from 'node:http'
import type { ChangeFeed, FeedEvent } from './change-feed.ts'
import type { HeartbeatFeed } from './heartbeats.ts'

const HEARTBEAT_MS = 15_000
/** A reader that is this far behind starts over rather than fill our memory. */
const MOST_BUFFERED = 1024 * 1024

interface Stream {
  sessionId: string | undefined
  end(): void
  /** Ends it if its session did. */
  check(): Promise<void>
}

/** The open event streams: one small text protocol over responses that do not end. */
export function createEventStreams(feed: ChangeFeed, beats: HeartbeatFeed, heartbeatMs = HEARTBEAT_MS) {
  const streams = new Set<Stream>()

  function open(options: {
    response: ServerResponse
    lastEventId: string | undefined
    /** The stream ends with it. */
    sessionId: string | undefined
    isAllowed: () => Promise<boolean>
  }): void {
    const { response, lastEventId, sessionId, isAllowed } = options
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

    // Without an id: nobody goes on from it.
    const stopBeats = beats.subscribe((told) => write(`event: heartbeats\ndata: ${JSON.stringify(told)}\n\n`))

    const stream: Stream = {
      sessionId,
      end: () => response.end(),
      async check() {
        if (!(await isAllowed().catch(() => true))) stream.end()
      },
    }
    streams.add(stream)
    // Only from here on it hears that its session ends; it may have ended just before.
    void stream.check()
    const heartbeat = setInterval(() => {
      write(': still here\n\n')
      // It may have expired.
      void stream.check()
    }, heartbeatMs)
    response.on('error', () => response.destroy())
    response.once('close', () => {
      clearInterval(heartbeat)
      stopBeats()
      unsubscribe()
      streams.delete(stream)
    })
  }

  return {
    open,
    /** Ends the streams of one session, or all. */
    end(sessionId?: string): void {
      for (const stream of [...streams]) {
        if (sessionId === undefined || stream.sessionId === sessionId) stream.end()
      }
    },
    /** Looks after every session anew: that one ended may have gone unheard. */
    check(): void {
      for (const stream of streams) void stream.check()
    },
  }
}

const refetch = (feed: ChangeFeed): FeedEvent => ({ id: feed.lastId(), event: 'refetch', data: '{}' })

export type EventStreams = ReturnType<typeof createEventStreams>
