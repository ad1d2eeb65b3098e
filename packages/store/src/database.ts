import type { Address, Data, Hint } from '@pm-bot/runtime'
import { type CompiledQuery, Kysely, PostgresDialect, type RawBuilder, sql } from 'kysely'
import type pg from 'pg'
import { type HintSender, inProcessHints, type ListenToHints, postgresHints, type SentHint } from './hints.ts'
import { isTransientPostgresError, openPool } from './postgres.ts'
import { kyselyOnPool } from './postgres-connection.ts'
import { runPostgresTransaction } from './postgres-transaction.ts'
import { isTransientSqliteError, nodeSqliteDialect, openSqliteFile } from './sqlite.ts'
import type { Tables } from './tables.ts'

export type DialectName = 'postgres' | 'sqlite'

/** A message on its way into a mailbox. */
export interface OutgoingMessage {
  to: Address
  body: Data
  messageId: string
  replyTo: string | null
}

/** A query function that takes Tx can only be called inside a transaction. */
export interface Tx {
  /** For what has an answer. */
  db: Kysely<Tables>
  dialect: DialectName
  /**
   * For what has no answer worth waiting for. On Postgres it is sent and not waited for; should it
   * fail, the whole transaction fails with its error, here or at the commit.
   */
  write(query: Statement): Promise<void>
  /** Sent at once, as `write` is: several of these on their way together take one round trip. */
  rows<Row>(query: Statement): Promise<Row[]>
  /** Database time when first asked for, RFC 3339 in UTC; the same for the whole transaction. */
  now(): Promise<string>
  /** Messages to post just before the commit, all at once and in address order: the deadlock rule. */
  outbox: OutgoingMessage[]
  /** Says after the commit, and only then, that something changed. */
  hint(hint: Hint | 'work' | 'workers' | 'changed' | 'session-ended', id: string): void
}

/** A query builder, or a `sql` template. */
export interface Statement {
  compile(db: Kysely<Tables>): CompiledQuery
}

export interface Database {
  dialect: DialectName
  /** For queries outside a transaction. */
  read: Kysely<Tables>
  /** Database time, for a query outside a transaction. */
  now(): Promise<string>
  /** For migrations only; everything else writes in a transaction. */
  writer: Kysely<Tables>
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  listen: ListenToHints
  isTransient(error: unknown): boolean
  /** Null on SQLite. */
  postgres: { pool: pg.Pool; url: string } | null
  close(): Promise<void>
}

/** What a query needs; a transaction is one as well, see readerOf. */
export type Reader = Pick<Database, 'read' | 'dialect' | 'now'>

export const readerOf = (tx: Tx): Reader => ({ read: tx.db, dialect: tx.dialect, now: tx.now })

export interface DatabaseOptions {
  /** `postgres://…`, or the path of a SQLite file. */
  location: { url: string } | { file: string }
  applicationName?: string
  poolSize?: number
  onError: (error: Error) => void
}

/** What a transaction does last: post its outbox. Injected, because the mailbox builds on Tx. */
export type Flush = (tx: Tx) => Promise<void>

export async function openDatabase(options: DatabaseOptions, flush: Flush): Promise<Database> {
  return 'url' in options.location
    ? await openPostgres(options.location.url, options, flush)
    : openSqlite(options.location.file, flush)
}

async function openPostgres(url: string, options: DatabaseOptions, flush: Flush): Promise<Database> {
  const { applicationName = 'pm-bot', poolSize = 10, onError } = options
  const pool = openPool({ url, applicationName, max: poolSize, onError })
  const read = kyselyOnPool(pool)
  const hints = postgresHints({ pool, url, applicationName, onError })

  return {
    dialect: 'postgres',
    read,
    now: () => readClock(read, 'postgres'),
    writer: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    transaction: (work) =>
      hintAfter(hints.emit, (hint, hinted) =>
        runPostgresTransaction(
          pool,
          async (session) => {
            const tx = makeTx({
              db: () => session.db,
              dialect: 'postgres',
              write: async (query) => session.write(query.compile(read)),
              rows: async <Row>(query: Statement) => (await session.rows(query.compile(read))) as Row[],
              hint,
            })
            return await finish(tx, work, flush)
          },
          (client) => hints.notify(hinted(), client),
        ),
      ),
    listen: hints.listen,
    isTransient: isTransientPostgresError,
    postgres: { pool, url },
    async close() {
      await hints.close()
      await pool.end()
    },
  }
}

function openSqlite(file: string, flush: Flush): Database {
  const writer = new Kysely<Tables>({ dialect: nodeSqliteDialect(openSqliteFile(file, { readOnly: false })) })
  const readerFile = openSqliteFile(file, { readOnly: true })
  const reader = new Kysely<Tables>({ dialect: nodeSqliteDialect(readerFile) })
  const hints = inProcessHints()

  return {
    dialect: 'sqlite',
    read: reader,
    now: () => readClock(reader, 'sqlite'),
    writer,
    transaction: (work) =>
      hintAfter(hints.send, (hint) =>
        writer.transaction().execute(async (db) => {
          const rows = async <Row>(query: Statement) => (await db.executeQuery<Row>(query.compile(db))).rows
          const write = async (query: Statement) => void (await rows(query))
          return await finish(makeTx({ db: () => db, dialect: 'sqlite', write, rows, hint }), work, flush)
        }),
      ),
    listen: hints.listen,
    isTransient: isTransientSqliteError,
    postgres: null,
    async close() {
      await reader.destroy()
      // Kysely does not close what it never used, and an open reader keeps the log from being folded in.
      if (readerFile.isOpen) readerFile.close()
      await writer.destroy()
    },
  }
}

function makeTx({
  db,
  ...basis
}: Pick<Tx, 'dialect' | 'write' | 'rows' | 'hint'> & { db: () => Tx['db'] }): Tx {
  let now: Promise<string> | undefined
  return {
    ...basis,
    // Asked for only when it is used: on Postgres that begins the transaction.
    get db() {
      return db()
    },
    now: () => (now ??= readClock(db(), basis.dialect)),
    outbox: [],
  }
}

async function finish<T>(tx: Tx, work: (tx: Tx) => Promise<T>, flush: Flush): Promise<T> {
  const value = await work(tx)
  await flush(tx)
  return value
}

async function hintAfter<T>(
  send: HintSender,
  transact: (hint: Tx['hint'], hinted: () => SentHint[]) => Promise<T>,
): Promise<T> {
  const hints = new Map<string, SentHint>()
  const hinted = () => [...hints.values()]
  const result = await transact((hint, id) => hints.set(`${hint} ${id}`, { hint, id }), hinted)
  if (hints.size > 0) send(hinted())
  return result
}

/** Database time as part of a statement, for a transaction that has no other use for it. */
export const clockOf = ({ dialect }: Pick<Tx, 'dialect'>): RawBuilder<string> =>
  dialect === 'postgres' ? sql`clock_timestamp()` : sql`${new Date().toISOString()}`

async function readClock(db: Kysely<Tables>, dialect: DialectName): Promise<string> {
  if (dialect === 'sqlite') return new Date().toISOString()
  const { rows } = await sql<{ now: string }>`select clock_timestamp() as now`.execute(db)
  return rows[0]!.now
}
