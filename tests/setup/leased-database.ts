import pg from 'pg'
import { inject } from 'vitest'
import { createDatabase } from './database.ts'

/** A database of the test file's own, with the table that fences checkpoints. */
export async function openLeasedDatabase() {
  const database = await createDatabase(inject('postgresUrl'))
  const pool = new pg.Pool({
    connectionString: database.url,
    max: 10,
    query_timeout: 10_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 10_000,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  pool.on('error', () => {})
  await pool.query('CREATE TABLE run_leases (run_id text PRIMARY KEY, epoch integer NOT NULL)')

  return {
    pool,
    lease: async (runId: string, epoch: number) => {
      await pool.query(
        'INSERT INTO run_leases VALUES ($1, $2) ON CONFLICT (run_id) DO UPDATE SET epoch = excluded.epoch',
        [runId, epoch],
      )
    },
    close: async () => {
      await pool.end()
      await database.drop()
    },
  }
}
