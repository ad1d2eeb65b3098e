import { sql } from 'kysely'
import type { Tx } from './database.ts'

/** First half of the key of every worker's advisory lock. */
export const WORKER_LOCKS = 7_105_121

/** Held by us until the transaction ends, so of two reapers one sees it free. */
export async function isLockFree(tx: Tx, lockKey: number): Promise<boolean> {
  const { rows } = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock(${WORKER_LOCKS}, ${lockKey}) as free
  `.execute(tx.db)
  return rows[0]!.free
}
