import pg from 'pg'

const INT8 = 20
const TIMESTAMPTZ = 1184
const JSON_TYPE = 114
const JSONB = 3802

/** `2026-11-21 21:15:29.123456+00`, as sessions in UTC write it, in milliseconds. Every message read has one: Date would take ten times as long. */
export function readTime(text: string): string {
  const fraction = text[19] === '.' ? text.slice(20, -3) : ''
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.slice(0, 3).padEnd(3, '0')}Z`
}

/** Rows look the same as SQLite's: numbers, RFC 3339 times, JSON as text. */
function parserOf(oid: number, format?: 'text' | 'binary') {
  switch (oid) {
    case INT8:
      return Number
    case TIMESTAMPTZ:
      return readTime
    case JSON_TYPE:
    case JSONB:
      return (text: string) => text
    default:
      return pg.types.getTypeParser(oid, format as 'text')
  }
}

/** Statements are sent without waiting for the answers to those before. pg's types do not know it yet. */
export const PIPELINED: object = { pipeline: true }
const OURS = { ...PIPELINED, types: { getTypeParser: parserOf as typeof pg.types.getTypeParser } }

export interface PoolOptions {
  url: string
  applicationName: string
  max: number
  onError: (error: Error) => void
  /** `plain` reads values as pg does by itself and waits for each answer, for libraries that bring their own SQL. */
  rows?: 'plain'
}

/** A pool with every time-out set (pg has none by itself) and an ear for its idle connections' errors. */
export function openPool({ url, applicationName, max, onError, rows }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: applicationName,
    max,
    connectionTimeoutMillis: 5000,
    query_timeout: 30_000,
    statement_timeout: 30_000,
    lock_timeout: 5000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    options: '-c timezone=UTC',
    ...(rows === 'plain' ? {} : OURS),
  })
  // Without a listener, stopping Postgres ends the process.
  pool.on('error', onError)
  // The pool listens to idle connections only; one that is lost between two statements of a
  // transaction would end the process. Its next statement fails, which is report enough.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** SQLSTATE classes and codes that pass by themselves. https://www.postgresql.org/docs/18/errcodes-appendix.html */
const TRANSIENT = [
  /^08/, // connection exceptions
  /^25P03$/, // this process slept in the middle of a transaction
  /^40(001|P01)$/, // serialization failure, deadlock
  /^53/, // out of connections, memory or disk
  /^55P03$/, // lock not available in time
  /^58/, // the disk or the system under Postgres
  /^57(014|P01|P02|P03|P05)$/, // query cancelled, server stopping, crashed or starting, idle session ended
]

/** True for an error that no message is to blame for. */
export function isTransientPostgresError(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown }
  if (isStalePlan(error)) return true
  if (typeof code === 'string') {
    if (/^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)/.test(code)) return true
    return TRANSIENT.some((pattern) => pattern.test(code))
  }
  // pg's own client errors carry no code.
  return (
    typeof message === 'string' &&
    /Connection terminated|timeout|not queryable|connection error/i.test(message)
  )
}

/** A table changed under a prepared statement, e.g. by an upgrade: this connection cannot run it again. */
export function isStalePlan(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown }
  return code === '0A000' && String(message).startsWith('cached plan')
}
