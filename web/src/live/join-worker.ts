import { BEAT_MS, type LiveMessage, type LiveRequest, type WorkerMessage } from './live-message.ts'
import type { ReadAnswer } from './share-reads.ts'

interface Awaited {
  path: string
  settle(answer: ReadAnswer | null): void
}

/** Three of its beats: the browser may end it, e.g. where memory is short, and tells nobody. */
const SILENT_MS = 3 * BEAT_MS

/** This tab's place at the worker that all tabs share. */
export function joinWorker(hear: (message: LiveMessage) => void) {
  const awaited = new Map<number, Awaited>()
  let reads = 0
  let isHeard = false
  let heardAt = Date.now()
  let port = connect()
  const ask = (request: LiveRequest) => port.postMessage(request)

  function connect(): MessagePort {
    const worker = new SharedWorker(new URL('./live-worker.ts', import.meta.url), {
      type: 'module',
      name: 'pm-bot-live',
    })
    worker.port.addEventListener('message', ({ data }: MessageEvent<WorkerMessage>) => {
      isHeard = true
      heardAt = Date.now()
      if (data.type === 'beat') return
      if (data.type !== 'answer') return hear(data)
      awaited.get(data.read)?.settle(data.answer)
      awaited.delete(data.read)
    })
    worker.port.start()
    return worker.port
  }

  /** The next one says when it is live, and then all is read again. */
  function rejoin(): void {
    heardAt = Date.now()
    port = connect()
    for (const [read, { path }] of awaited) ask({ type: 'read', read, path })
  }

  setInterval(() => {
    if (Date.now() - heardAt < SILENT_MS) return
    // It may only have been this tab that slept.
    ask({ type: 'leave' })
    rejoin()
  }, BEAT_MS)
  addEventListener('pagehide', () => ask({ type: 'leave' }))
  addEventListener('pageshow', ({ persisted }) => {
    // Back from the browser's cache: the worker had forgotten this tab, and what it wanted to know.
    if (persisted) rejoin()
  })

  return {
    reconnect: () => ask({ type: 'reconnect' }),
    wrote: () => ask({ type: 'wrote' }),
    /** A worker that has not said a word yet would only make the first page wait. */
    isHeard: () => isHeard,
    /** @throws TypeError where the server does not answer, and the signal's reason where nobody wants to know any more */
    read(path: string, signal?: AbortSignal): Promise<ReadAnswer> {
      signal?.throwIfAborted()
      const { promise, resolve, reject } = Promise.withResolvers<ReadAnswer>()
      const read = ++reads
      signal?.addEventListener('abort', () => {
        awaited.delete(read)
        reject(signal.reason)
      })
      awaited.set(read, {
        path,
        settle: (answer) => (answer ? resolve(answer) : reject(new TypeError('The server did not answer.'))),
      })
      ask({ type: 'read', read, path })
      return promise
    },
  }
}
