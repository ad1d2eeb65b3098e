import { newId, type Redactor } from '@pm-bot/domain'
import { changed } from './changed.ts'
import type { Tx } from './database.ts'
import { encodeJson } from './json.ts'

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
