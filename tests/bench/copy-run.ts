import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'

/** Tables that hold rows of a run, in the order in which they refer to one another; and how its rows are found. */
const TABLES = {
  actors: 'key',
  mailboxes: 'key',
  effects: 'key',
  runs: 'run_id',
  run_leases: 'run_id',
  run_streams: 'run_id',
  run_events: 'run_id',
  run_transitions: 'run_id',
  artifacts: 'run_id',
  changeset_bundles: 'run_id',
  inbox_items: 'run_id',
  approvals: 'run_id',
  interrupts: 'run_id',
} as const

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const RUNS_AT_ONCE = 50

/** Writes `copies` more runs that look exactly like one that exists, each with ids of its own. */
export async function copyRun(
  // biome-ignore lint/suspicious/noExplicitAny: rows are copied as they are, whatever the table.
  db: Kysely<any>,
  runId: string,
  copies: number,
): Promise<void> {
  const rows = new Map<string, Record<string, unknown>[]>()
  for (const [table, column] of Object.entries(TABLES)) {
    const found = await db.selectFrom(table).selectAll().where(column, '=', runId).execute()
    rows.set(table, found)
  }
  const [run] = rows.get('runs')!
  const shared = new Set([run!.workspace_id, run!.repo_id])

  for (let done = 0; done < copies; done += RUNS_AT_ONCE) {
    const renamings = Array.from({ length: Math.min(RUNS_AT_ONCE, copies - done) }, () => renaming(shared))
    await db.transaction().execute(async (tx) => {
      for (const [table, originals] of rows) {
        const copied = renamings.flatMap((rename) => originals.map((row) => renameRow(row, rename)))
        if (copied.length > 0) await tx.insertInto(table).values(copied).execute()
      }
    })
  }
  await sql`analyze`.execute(db)
}

/** The same new id for the same old one, throughout one copy. */
function renaming(shared: ReadonlySet<unknown>): (id: string) => string {
  const names = new Map<string, string>()
  return (id) => {
    if (shared.has(id)) return id
    if (!names.has(id)) names.set(id, randomUUID())
    return names.get(id)!
  }
}

const renameRow = (row: Record<string, unknown>, rename: (id: string) => string) =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === 'string' ? value.replace(UUID, rename) : value,
    ]),
  )
