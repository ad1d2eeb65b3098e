import { randomInt } from 'node:crypto'
import type { Address } from '@pm-bot/runtime'
import pg from 'pg'
import { WATCHED, watchConnection } from './watch-connection.ts'
import { WORKER_LOCKS } from './worker-lock.ts'

/** A session of its own whose lock proves that its worker lives: when the process dies, however, it is free within milliseconds. */
export interface WorkerSession {
  /** Of the lock that is held now; undefined while the session is lost. */
  lockKey(): number | undefined
  /** Leaves word which actors are served next, without waiting for it to arrive. */
  serving(actors: readonly Address[]): void
  close(): Promise<void>
}

export interface WorkerSessionOptions {
  url: string
  workerId: string
  onError: (error: Error) => void
  /** The lock is held, the first time or again. */
  onHeld: () => void
}

const RECONNECT_MS = 250

/** @throws when the first connection fails; later ones are tried until they succeed */
export async function openWorkerSession(options: WorkerSessionOptions): Promise<WorkerSession> {
  let session = await connect(options)
  let closed = false
  let marking = false
  let waiting: string | undefined

  const watch = () =>
    session.client.once('end', () => {
      session.lockKey = undefined
      void reconnect()
    })
  const reconnect = async () => {
    while (!closed) {
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS))
      try {
        session = await connect(options)
        if (closed) return await session.client.end()
        watch()
        return options.onHeld()
      } catch (error) {
        options.onError(error as Error)
      }
    }
  }
  const mark = async (actors: string) => {
    if (marking) {
      waiting = actors
      return
    }
    marking = true
    // Written to the socket before the handler runs: it arrives though the process dies of it.
    await session.client
      .query('update workers set serving = $2 where worker_id = $1', [options.workerId, actors])
      .catch(() => {})
    marking = false
    const next = waiting
    waiting = undefined
    if (next !== undefined) void mark(next)
  }

  watch()
  options.onHeld()
  return {
    lockKey: () => session.lockKey,
    serving(actors) {
      if (session.lockKey === undefined) return
      void mark(JSON.stringify(actors.map(({ kind, key }) => ({ kind, key }))))
    },
    async close() {
      closed = true
      await session.client.end().catch(() => {})
    },
  }
}

async function connect({ url, workerId, onError }: WorkerSessionOptions) {
  const client = new pg.Client({
    connectionString: url,
    application_name: `pm-bot worker ${workerId}`,
    connectionTimeoutMillis: 5000,
    ...WATCHED,
  })
  // Without a listener for errors, stopping Postgres ends the process.
  client.on('error', onError)
  // A key of its own for each session: the former one may still be held by a connection that nobody closed.
  const lockKey = randomInt(1, 2 ** 31 - 1)
  try {
    await client.connect()
    // What is marked here is a hint; it need not wait for the disk.
    await client.query('set synchronous_commit = off')
    await client.query('select pg_advisory_lock($1, $2)', [WORKER_LOCKS, lockKey])
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
  watchConnection(client)
  return { client, lockKey: lockKey as number | undefined }
}
