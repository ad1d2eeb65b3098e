import { sql } from 'kysely'
import type { Database, Tx } from './database.ts'

/** What a process last said of itself. */
export interface ProcessSnapshot {
  processId: string
  role: string
  host: string
  pid: number
  /** JSON, as the metrics library writes and reads it. */
  snapshot: string
}

/** Older than this, a process is taken for dead. */
const FRESH_SECONDS = 30
/** And then it is forgotten. */
const KEPT_SECONDS = 300

/** Replaces what this process said before, and forgets the dead. */
export async function saveProcessSnapshot(tx: Tx, process: ProcessSnapshot): Promise<void> {
  const at = await tx.now()
  const row = { role: process.role, host: process.host, pid: process.pid, snapshot: process.snapshot, at }
  await tx.write(
    tx.db
      .insertInto('process_metrics')
      .values({ process_id: process.processId, ...row })
      .onConflict((conflict) => conflict.column('process_id').doUpdateSet(row)),
  )
  await tx.write(tx.db.deleteFrom('process_metrics').where('at', '<', secondsBefore(at, KEPT_SECONDS)))
}

/** The roles that some living process has. */
export async function listLiveRoles(database: Database): Promise<string[]> {
  const rows = await freshRows(database).select('role').distinct().execute()
  return rows.map(({ role }) => role)
}

/** Of the processes that live, as far as anyone can tell. */
export async function listProcessSnapshots(database: Database): Promise<ProcessSnapshot[]> {
  const rows = await freshRows(database).selectAll().orderBy('process_id').execute()
  return rows.map(({ process_id, role, host, pid, snapshot }) => ({
    processId: process_id,
    role,
    host,
    pid,
    snapshot,
  }))
}

function freshRows({ read, dialect }: Database) {
  // By the clock that wrote the rows.
  const since =
    dialect === 'postgres'
      ? sql<string>`clock_timestamp() - make_interval(secs => ${FRESH_SECONDS})`
      : secondsBefore(new Date().toISOString(), FRESH_SECONDS)
  return read.selectFrom('process_metrics').where('at', '>=', since)
}

const secondsBefore = (time: string, seconds: number): string =>
  new Date(Date.parse(time) - seconds * 1000).toISOString()
