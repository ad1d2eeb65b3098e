import { sql } from 'kysely'
import type { Database } from './database.ts'

const POLL_MS = 250
const LIMIT_MS = 30 * 60_000

/**
 * pg-boss builds the larger indexes of its upgrades in the background of a process that owns its
 * schema. Waits for them, because on a server no process does but the one that migrates.
 */
export async function untilIndexesBuilt({ read, dialect }: Database): Promise<void> {
  if (dialect !== 'postgres') return
  const deadline = Date.now() + LIMIT_MS
  for (;;) {
    const { rows } = await sql<{ command: string; status: string; error: string | null }>`
      select command, status, error from pgboss.bam where status <> 'completed'
    `.execute(read)
    if (rows.length === 0) return
    const failed = rows.find(({ status }) => status === 'failed')
    if (failed) throw new Error(`the work queues' “${failed.command}” failed: ${failed.error}`)
    if (Date.now() > deadline) throw new Error(`the work queues' “${rows[0]!.command}” does not end`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
