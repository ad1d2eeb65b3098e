import { FIRST_WORKSPACE, type InboxStatus, type Json, newId } from '@pm-bot/domain'
import type { Database } from '@pm-bot/store'

interface Decided {
  tool?: string
  args: Json
  at: string
  status?: InboxStatus
}

/** Calls of tools that a run has asked about and the operator has decided, as rows have them. */
export async function decideCalls(
  database: Database,
  run: { id: string; repoId: string },
  calls: readonly Decided[],
): Promise<string[]> {
  const rows = calls.map(({ tool = 'run', args, at, status = 'approved' }) => ({
    item_id: newId(),
    workspace_id: FIRST_WORKSPACE.workspaceId,
    run_id: run.id,
    repo_id: run.repoId,
    kind: 'tool_call' as const,
    risk: tool === 'send_mail' ? ('high' as const) : ('low' as const),
    status,
    title: `${tool} ${at}`,
    payload: JSON.stringify({ kind: 'tool_call', tool, args, taint: [] }),
    subject_hash: 'a'.repeat(64),
    allowed: '["approve","reject"]',
    decision: JSON.stringify({ decisionId: newId(), action: 'approve', by: 'operator', at, reason: null }),
    snoozed_until: null,
    priority: 10,
    version: 1,
    created_at: at,
    resolved_at: at,
  }))
  await database.transaction((tx) => tx.write(tx.db.insertInto('inbox_items').values(rows)))
  return rows.map((row) => row.item_id)
}
