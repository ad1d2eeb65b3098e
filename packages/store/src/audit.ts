import { type AuditEventView, newId, type Page, type Redactor } from '@pm-bot/domain'
import { changed } from './changed.ts'
import type { Database, Tx } from './database.ts'
import { decodeJson, encodeJson } from './json.ts'
import { type PageRequest, pageOf, readCursor } from './page.ts'

export interface AuditEntry {
  type: string
  workspaceId: string | null
  runId: string | null
  threadId?: string | null
  payload: Record<string, unknown>
}

/** Appends to the audit trail in the transaction of what it tells of. The sealer chains it within a second. */
export async function recordAudit(tx: Tx, entries: readonly AuditEntry[], redactor: Redactor): Promise<void> {
  if (entries.length === 0) return
  const created_at = await tx.now()
  const rows = entries.map((entry) => ({
    event_id: newId(),
    workspace_id: entry.workspaceId,
    run_id: entry.runId,
    thread_id: entry.threadId ?? null,
    node_id: null,
    type: entry.type,
    payload: encodeJson(redactor.json(entry.payload)),
    created_at,
  }))
  await tx.write(tx.db.insertInto('audit_events').values(rows))
  await tx.write(tx.db.insertInto('audit_unsealed').values(rows.map(({ event_id }) => ({ event_id }))))
  changed(tx, 'audit', '')
}

/** Newest first. */
export async function listAudit(
  { read }: Database,
  request: PageRequest & { runId?: string | undefined },
): Promise<Page<AuditEventView>> {
  const cursor = readCursor(request.cursor)
  const rows = await read
    .selectFrom('audit_events as event')
    .leftJoin('audit_seals as seal', 'seal.event_id', 'event.event_id')
    .selectAll('event')
    .select(['seal.seal_no', 'seal.hash'])
    .$if(cursor !== undefined, (query) => query.where('event.event_id', '<', cursor!))
    .$if(request.runId !== undefined, (query) => query.where('event.run_id', '=', request.runId!))
    .orderBy('event.event_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return pageOf(
    rows,
    request,
    (row) => ({
      id: row.event_id,
      workspaceId: row.workspace_id,
      runId: row.run_id,
      type: row.type,
      payload: decodeJson(row.payload),
      createdAt: row.created_at,
      sealNo: row.seal_no,
      hash: row.hash,
    }),
    (row) => row.event_id,
  )
}
