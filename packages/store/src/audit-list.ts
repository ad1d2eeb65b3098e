import type { AuditEventView, Page } from '@pm-bot/domain'
import { type Kysely, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely'
import type { DialectName, Reader } from './database.ts'
import { decodeJson } from './json.ts'
import { ledBy, type PageRequest, pageOf, readCursor } from './page.ts'
import type { Tables } from './tables.ts'

export interface AuditFilters {
  runId?: string | undefined
  /** Of its runs, and what is said of itself. */
  repoId?: string | undefined
  type?: string | undefined
  /** Who did it, as the event says. */
  by?: string | undefined
}

/** Newest first. */
export async function listAudit(
  reader: Reader,
  request: PageRequest & AuditFilters,
): Promise<Page<AuditEventView>> {
  const cursor = readCursor(request.cursor)
  const rows =
    request.repoId === undefined
      ? await filtered(reader, request, cursor)
          .orderBy('event.event_id', 'desc')
          .limit(request.limit + 1)
          .execute()
      : await rowsOfRepo(reader, { ...request, repoId: request.repoId }, cursor)
  return pageOf(rows, request, auditView, (row) => row.event_id)
}

/** All that fits, newest first, as far as whoever reads it goes. */
export async function* eachAudit(reader: Reader, filters: AuditFilters): AsyncGenerator<AuditEventView> {
  let cursor: string | undefined
  do {
    const page = await listAudit(reader, { ...filters, limit: 500, cursor })
    yield* page.items
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}

function filtered({ read, dialect }: Reader, { runId, type, by }: AuditFilters, cursor: string | undefined) {
  let query = auditRows(read)
  if (cursor !== undefined) query = query.where('event.event_id', '<', cursor)
  if (runId !== undefined) query = query.where('event.run_id', '=', runId)
  if (type !== undefined)
    query =
      runId === undefined ? ledBy(query, 'event.type', type, 'desc') : query.where('event.type', '=', type)
  if (by !== undefined) {
    const actor = said(dialect, 'event', 'by')
    query = query.where(sql<SqlBool>`${actor} >= ${by} and ${actor} <= ${by}`)
    // As ledBy has it.
    if (runId === undefined && type === undefined) query = query.orderBy(actor, 'desc')
  }
  return query
}

/** How many of the newest are looked through before all events of a repository are brought together. */
const NEWEST = 400

async function rowsOfRepo(
  reader: Reader,
  request: PageRequest & AuditFilters & { repoId: string },
  cursor: string | undefined,
): Promise<AuditRow[]> {
  const most = request.limit + 1
  let ids = await nearIds(reader, request, cursor)
  if (ids.length < most) ids = await allIds(reader, request, cursor)
  return await withIds(reader, ids.slice(0, most))
}

/** Of the newest, those of the repository. */
async function nearIds(
  { read, dialect }: Reader,
  filters: AuditFilters & { repoId: string },
  cursor: string | undefined,
): Promise<string[]> {
  const behind = cursor === undefined ? sql`1 = 1` : sql`event_id < ${cursor}`
  const { rows } = await sql<{ event_id: string }>`
    select event_id from (
      select event_id, run_id, type, payload from audit_events where ${behind}
      order by event_id desc limit ${sql.lit(NEWEST)}
    ) as near
    where (${said(dialect, 'near', 'repoId')} = ${filters.repoId}
      or (select repo_id from runs where runs.run_id = near.run_id) = ${filters.repoId})
      and ${others(dialect, 'near', filters)}
    order by event_id desc`.execute(read)
  return rows.map(({ event_id }) => event_id)
}

/** All of the repository, by two lists: where one of two things may hold, Postgres reads the whole trail. */
async function allIds(
  { read, dialect }: Reader,
  filters: AuditFilters & { repoId: string },
  cursor: string | undefined,
): Promise<string[]> {
  const fitting = others(dialect, 'event', filters)
  const behind = cursor === undefined ? sql`` : sql`where event_id < ${cursor}`
  // Run by run, by the index of runs: hashed, it would be the whole trail again.
  const ofTheRun =
    dialect === 'postgres'
      ? sql`lateral (select * from audit_events where run_id = runs.run_id offset 0) as event on true`
      : sql`audit_events as event on event.run_id = runs.run_id`
  const { rows } = await sql<{ event_id: string }>`
    select event_id from (
      select event.event_id from runs ${sql.raw(dialect === 'postgres' ? 'join' : 'cross join')} ${ofTheRun}
        where runs.repo_id = ${filters.repoId} and ${fitting}
      union select event.event_id from audit_events as event
        where ${said(dialect, 'event', 'repoId')} = ${filters.repoId} and ${fitting}
    ) as fitting ${behind} order by event_id desc`.execute(read)
  return rows.map(({ event_id }) => event_id)
}

/** The filters that hold beside that of a repository. */
function others(dialect: DialectName, table: string, { runId, type, by }: AuditFilters): RawBuilder<SqlBool> {
  const conditions = [
    ...(runId === undefined ? [] : [sql`${sql.ref(`${table}.run_id`)} = ${runId}`]),
    ...(type === undefined ? [] : [sql`${sql.ref(`${table}.type`)} = ${type}`]),
    ...(by === undefined ? [] : [sql`${said(dialect, table, 'by')} = ${by}`]),
  ]
  return conditions.length === 0 ? sql<SqlBool>`1 = 1` : sql<SqlBool>`${sql.join(conditions, sql` and `)}`
}

async function withIds({ read }: Reader, ids: readonly string[]): Promise<AuditRow[]> {
  if (ids.length === 0) return []
  return await auditRows(read)
    .where('event.event_id', 'in', [...ids])
    .orderBy('event.event_id', 'desc')
    .execute()
}

const auditRows = (read: Kysely<Tables>) =>
  read
    .selectFrom('audit_events as event')
    .leftJoin('audit_seals as seal', 'seal.event_id', 'event.event_id')
    .selectAll('event')
    .select(['seal.seal_no', 'seal.hash'])

/** What an event says under this name, as its index has it. */
const said = (dialect: DialectName, table: string, name: 'by' | 'repoId'): RawBuilder<string | null> =>
  sql.raw(
    dialect === 'postgres' ? `(${table}.payload->>'${name}')` : `json_extract(${table}.payload, '$.${name}')`,
  )

type AuditRow = Selectable<Tables['audit_events']> & { seal_no: number | null; hash: string | null }

const auditView = (row: AuditRow): AuditEventView => ({
  id: row.event_id,
  workspaceId: row.workspace_id,
  runId: row.run_id,
  type: row.type,
  payload: decodeJson(row.payload),
  createdAt: row.created_at,
  sealNo: row.seal_no,
  hash: row.hash,
})
