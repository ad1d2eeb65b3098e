import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres'
import type { Pool, PoolClient } from 'pg'
import { ChainedPostgresSaver } from './chained-postgres-saver.ts'
import { type Attempt, type Checkpoints, LeaseLostError } from './checkpoints.ts'
import { type FenceQuery, fencedPool, type Outlast } from './fenced-pool.ts'

export interface PostgresCheckpointsOptions {
  /**
   * The caller's pool, which outlives this. It must have an `error` listener (without one,
   * stopping Postgres kills the process) and time-outs (`pg` has none by default).
   */
  pool: Pool
  schema?: string
  /** Throws LeaseLostError unless the attempt owns its run; locks that fact until the commit. */
  fence?: (query: FenceQuery, attempt: Attempt) => Promise<void>
  outlast?: Outlast
}

/** Threads in Postgres, by LangGraph's own saver, with the fence that it lacks. */
export function postgresCheckpoints(options: PostgresCheckpointsOptions): Checkpoints {
  const { pool, schema = 'langgraph', fence = assertRunLease, outlast } = options
  return {
    prepare: () => createTables(pool, schema),
    forget: (threadId) => new PostgresSaver(pool, undefined, { schema }).deleteThread(threadId),
    forAttempt: (attempt) =>
      new ChainedPostgresSaver(
        fencedPool(pool, (query) => fence(query, attempt), outlast),
        schema,
      ),
  }
}

/** FOR SHARE: attempts of other transactions do not wait for each other, a change of owner does. */
async function assertRunLease(query: FenceQuery, attempt: Attempt): Promise<void> {
  const { rows } = await query('SELECT epoch FROM public.run_leases WHERE run_id = $1 FOR SHARE', [
    attempt.runId,
  ])
  const lease = rows[0] as { epoch: number } | undefined
  if (lease?.epoch !== attempt.epoch) throw new LeaseLostError(attempt)
}

/** PostgresSaver's set-up races with itself when two processes start at once; the lock ends that. */
async function createTables(pool: Pool, schema: string): Promise<void> {
  const client = await pool.connect()
  const lock = [`pm-bot checkpoints ${schema}`]
  try {
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', lock)
    // The same session does the work, because a pool of one connection would wait for itself.
    const session = { connect: async () => ({ query: onSession(client, schema), release: () => {} }) }
    await new PostgresSaver(session as unknown as Pool, undefined, { schema }).setup()
    await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', lock)
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}

/**
 * Postgres asks for the right to create schemas before it sees that there is nothing to create, so
 * set-up would fail for a user who may only read and write in this one.
 */
function onSession(
  client: PoolClient,
  schema: string,
): (text: string, values?: unknown[]) => Promise<unknown> {
  return async (text, values) => {
    if (text.startsWith('CREATE SCHEMA IF NOT EXISTS')) {
      const { rowCount } = await client.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema])
      if (rowCount === 1) return
    }
    return await client.query(text, values)
  }
}
