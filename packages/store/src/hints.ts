import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import pg from 'pg'
import { PIPELINED } from './postgres.ts'
import { WATCHED, watchConnection } from './watch-connection.ts'

export interface SentHint {
  hint: string
  id: string
}
/** Sends hints to every listening process. Never fails: what is lost, a poll finds. */
export type HintSender = (hints: SentHint[]) => void
/** Also calls `onGap` when hints may have been missed, e.g. after a lost connection. */
export type ListenToHints = (listener: (hint: SentHint) => void, onGap?: () => void) => () => void

const CHANNEL = 'pmbot_hints'
/** NOTIFY refuses payloads of 8,000 bytes. */
const PAYLOAD_BYTES = 7500
/** What may be lost need not wait for the disk. */
const NOTIFY = `select set_config('synchronous_commit', 'off', true), pg_notify($1, $2)`

/** Not before the caller's own code has gone on: a listener must not run inside the sender's stack. */
const emitLater =
  (emitter: EventEmitter): HintSender =>
  (hints) =>
    queueMicrotask(() => hints.forEach((hint) => void emitter.emit('hint', hint)))

/** One process: a commit is wake-up enough. */
export function inProcessHints(): { send: HintSender; listen: ListenToHints } {
  const emitter = new EventEmitter().setMaxListeners(0)
  return {
    send: emitLater(emitter),
    listen(listener) {
      emitter.on('hint', listener)
      return () => emitter.off('hint', listener)
    },
  }
}

export interface PostgresHints {
  /** To other processes, on a connection whose transaction ends with what was sent before. */
  notify(hints: readonly SentHint[], connection: pg.ClientBase): void
  /** To this process, once they are true. */
  emit: HintSender
  listen: ListenToHints
  close(): Promise<void>
}

/**
 * LISTEN and NOTIFY, both outside of the transactions they speak of: a NOTIFY inside takes
 * a lock on the whole database until the commit. The first goes out at once, then at most one
 * per 5 ms, which carries all that was hinted meanwhile. Listeners in this process do not wait for that.
 */
export function postgresHints(options: {
  pool: pg.Pool
  url: string
  applicationName: string
  onError: (error: Error) => void
}): PostgresHints {
  const emitter = new EventEmitter().setMaxListeners(0)
  // A NOTIFY comes back to its sender, whose listeners have heard it already.
  const self = randomUUID()
  let waiting = new Map<string, SentHint>()
  let resting = false
  let closed = false
  let client: pg.Client | undefined
  let connecting: Promise<void> | undefined

  const flush = (connection: Pick<pg.ClientBase, 'query'>) => {
    if (waiting.size === 0 || closed) return
    const hints = [...waiting.values()]
    waiting = new Map()
    resting = true
    setTimeout(() => {
      resting = false
      // The listening connection has no line to stand in.
      flush(client ?? options.pool)
    }, 5)
    for (const payload of payloads(self, hints)) {
      connection.query(NOTIFY, [CHANNEL, payload]).catch(options.onError)
    }
  }

  const connect = async (): Promise<void> => {
    while (!closed) {
      const next = new pg.Client({
        connectionString: options.url,
        application_name: `${options.applicationName} listener`,
        connectionTimeoutMillis: 5000,
        ...PIPELINED,
        ...WATCHED,
      })
      // A client without a listener for errors ends the process when Postgres stops.
      next.on('error', options.onError)
      next.on('notification', ({ payload }) => {
        // Any role may NOTIFY: what is not ours to read only means that something happened.
        const sent = readPayload(payload)
        if (!sent) emitter.emit('gap')
        else if (sent.from !== self) for (const hint of sent.hints) emitter.emit('hint', hint)
      })
      try {
        await next.connect()
        // Watched from before LISTEN on: a session that is lost right after it is replaced as well.
        let listening = false
        next.once('end', () => {
          client = undefined
          if (listening && !closed) connecting = connect()
        })
        await next.query(`listen ${CHANNEL}`)
        listening = true
        watchConnection(next)
        client = next
        emitter.emit('gap')
        return
      } catch (error) {
        options.onError(error as Error)
        await next.end().catch(() => {})
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    }
  }

  return {
    notify(hints, connection) {
      for (const hint of hints) waiting.set(`${hint.hint} ${hint.id}`, hint)
      if (!resting) flush(connection)
    },
    emit: emitLater(emitter),
    listen(listener, onGap) {
      // One listening connection a process, made when somebody first wants to hear.
      connecting ??= connect()
      emitter.on('hint', listener)
      if (onGap) emitter.on('gap', onGap)
      return () => {
        emitter.off('hint', listener)
        if (onGap) emitter.off('gap', onGap)
      }
    },
    async close() {
      closed = true
      await connecting
      await client?.end().catch(() => {})
    },
  }
}

/** `[from, [hint, id] …]`; undefined for anything else. */
function readPayload(payload: string | undefined): { from: string; hints: SentHint[] } | undefined {
  try {
    const [from, ...pairs]: [unknown, ...[unknown, unknown][]] = JSON.parse(payload ?? '')
    if (typeof from !== 'string') return undefined
    return { from, hints: pairs.map(([hint, id]) => ({ hint: String(hint), id: String(id) })) }
  } catch {
    return undefined
  }
}

function payloads(from: string, hints: SentHint[]): string[] {
  const result: string[] = []
  let batch: [string, string][] = []
  const empty = Buffer.byteLength(JSON.stringify([from]))
  let bytes = empty
  const finish = () => result.push(JSON.stringify([from, ...batch]))
  for (const { hint, id } of hints) {
    const size = Buffer.byteLength(JSON.stringify([hint, id])) + 1
    if (bytes + size > PAYLOAD_BYTES) {
      finish()
      batch = []
      bytes = empty
    }
    batch.push([hint, id])
    bytes += size
  }
  if (batch.length > 0) finish()
  return result
}
