import { createHash } from 'node:crypto'
import type { Writable } from 'node:stream'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'
import { isStalePlan } from './postgres.ts'
import type { Tables } from './tables.ts'

/** Kysely on connections of this pool, for single statements. */
export const kyselyOnPool = (pool: pg.Pool): Kysely<Tables> => kyselyOn(poolDriver(pool))

const onClient = new WeakMap<pg.PoolClient, Kysely<Tables>>()

/** Kysely on this one connection, inside whatever transaction it is in. */
export function kyselyOnClient(client: pg.PoolClient): Kysely<Tables> {
  let db = onClient.get(client)
  if (!db) {
    const connection = connectionOf(client)
    db = kyselyOn({
      ...NO_TRANSACTIONS,
      acquireConnection: async () => connection,
      releaseConnection: async () => {},
    })
    onClient.set(client, db)
  }
  return db
}

/** Sends a statement at once, behind what was sent before on this connection. */
export const send = (client: pg.PoolClient, { sql, parameters }: CompiledQuery): Promise<pg.QueryResult> =>
  sendText(client, { text: sql, values: [...parameters], name: nameOf(sql) } as pg.QueryConfig)

/** What is sent without waiting in between leaves in one system call, which costs more than a statement. */
export function sendText(client: pg.PoolClient, query: string | pg.QueryConfig): Promise<pg.QueryResult> {
  // Its types do not show it.
  const { stream } = (client as pg.PoolClient & { connection: { stream: Writable } }).connection
  if (stream.writableCorked === 0) {
    stream.cork()
    process.nextTick(() => stream.uncork())
  }
  return client.query(query)
}

function kyselyOn(driver: Driver): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createDriver: () => driver,
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
  })
}

/** Transactions are begun by runPostgresTransaction, not by Kysely. */
const refuse = async () => {
  throw new Error('use Database.transaction')
}
const NO_TRANSACTIONS = {
  init: async () => {},
  beginTransaction: refuse,
  commitTransaction: refuse,
  rollbackTransaction: refuse,
  destroy: async () => {},
}

function poolDriver(pool: pg.Pool): Driver {
  const release = new WeakMap<DatabaseConnection, () => void>()
  return {
    ...NO_TRANSACTIONS,
    async acquireConnection() {
      const client = await pool.connect()
      const connection = connectionOf(client)
      let broken: Error | undefined
      const watched: DatabaseConnection = {
        ...connection,
        executeQuery: <R>(query: CompiledQuery) =>
          connection.executeQuery<R>(query).catch((error) => {
            if (isStalePlan(error)) broken = error
            throw error
          }),
      }
      release.set(watched, () => client.release(broken))
      return watched
    },
    async releaseConnection(connection) {
      release.get(connection)?.()
    },
  }
}

const connectionOf = (client: pg.PoolClient): DatabaseConnection => ({
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { command, rowCount, rows } = await send(client, query)
    return command === 'SELECT' ? { rows } : { rows, numAffectedRows: BigInt(rowCount ?? 0) }
  },
  // biome-ignore lint/correctness/useYield: nothing here reads a cursor.
  async *streamQuery() {
    throw new Error('results are read whole')
  },
})

/** From its fifth use on a statement is prepared, as PgJDBC does it: planned once a connection, not each time. */
const PREPARE_AT = 5
const MOST_PREPARED = 256
const MOST_COUNTED = 2000

const uses = new Map<string, number>()
const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known) return known
  if (names.size >= MOST_PREPARED) return undefined
  const count = (uses.get(text) ?? 0) + 1
  if (count < PREPARE_AT) {
    // Texts that never come again, e.g. with lists of many lengths, must not pile up.
    if (uses.size >= MOST_COUNTED) uses.clear()
    uses.set(text, count)
    return undefined
  }
  uses.delete(text)
  const name = `pmbot_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`
  names.set(text, name)
  return name
}
