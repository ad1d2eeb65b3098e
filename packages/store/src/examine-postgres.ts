import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import { readSchemaState, type SchemaState } from './migrate.ts'
import { openPool } from './postgres.ts'

export interface PostgresFacts {
  version: string
  settings: Record<string, string>
  isStandby: boolean
  /** Whether this user may make tables. */
  mayCreate: boolean
  /** Whether a connection keeps its server process, and hears what it listens to. */
  session: 'kept' | 'shared' | 'deaf'
  /** Positive when the database is ahead of this machine. */
  clockDifferenceMs: number
  schema: SchemaState
}

type Pool = ReturnType<typeof openPool>

const SETTINGS = [
  'fsync',
  'full_page_writes',
  'synchronous_commit',
  'max_connections',
  'superuser_reserved_connections',
  'idle_session_timeout',
  'TimeZone',
  'server_encoding',
  'default_transaction_isolation',
]
const HEARING_MS = 3000

/** Asks Postgres what it is like; writes nothing. */
export async function examinePostgres(url: string): Promise<PostgresFacts> {
  const pool = openPool({ url, applicationName: 'pm-bot doctor', max: 3, onError: () => {} })
  const db = new Kysely<never>({ dialect: new PostgresDialect({ pool }) })
  try {
    const { rows } = await pool.query(`
      select current_setting('server_version') as version, pg_is_in_recovery() as "isStandby",
        coalesce(has_schema_privilege(current_schema(), 'create'), false) as "mayCreate"`)
    return {
      ...rows[0],
      settings: await readSettings(pool),
      session: await trySession(pool),
      clockDifferenceMs: await compareClocks(pool),
      schema: await readSchemaState(db),
    }
  } finally {
    await db.destroy()
  }
}

async function readSettings(pool: Pool): Promise<Record<string, string>> {
  const { rows } = await pool.query<{ name: string; value: string | null }>(
    'select name, current_setting(name, true) as value from unnest($1::text[]) as name',
    [SETTINGS],
  )
  return Object.fromEntries(rows.flatMap(({ name, value }) => (value === null ? [] : [[name, value]])))
}

/** Half of the way there and back is taken off. */
async function compareClocks(pool: Pool): Promise<number> {
  const asked = Date.now()
  const { rows } = await pool.query<{ now: string }>('select clock_timestamp() as now')
  return Date.parse(rows[0]!.now) - (asked + Date.now()) / 2
}

/**
 * A pooler that gives out transactions hands an idle server process to whoever asks next: the
 * second connection then speaks to the process that the first one listened on.
 */
async function trySession(pool: Pool): Promise<PostgresFacts['session']> {
  const listener = await pool.connect()
  const speaker = await pool.connect()
  const channel = `pmbot_doctor_${randomUUID().replaceAll('-', '')}`
  const heard = new Promise<boolean>((resolve) => listener.once('notification', () => resolve(true)))
  const processOf = async (client: typeof listener) =>
    (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid
  try {
    await listener.query(`listen ${channel}`)
    if ((await processOf(listener)) === (await processOf(speaker))) return 'shared'
    await speaker.query('select pg_notify($1, $2)', [channel, ''])
    return (await Promise.race([heard, sleep(HEARING_MS, false, { ref: false })])) ? 'kept' : 'deaf'
  } finally {
    // Not back into the pool: one of them listens.
    listener.release(true)
    speaker.release(true)
  }
}
