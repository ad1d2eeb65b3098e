import type { Grant, GrantsEvent, Redactor } from '@pm-bot/domain'
import { recordAudit } from './audit.ts'
import { changed } from './changed.ts'
import type { Tx } from './database.ts'
import { encodeJson, storableText } from './json.ts'
import type { Projector } from './projector.ts'

export const grantsProjector =
  (redactor: Redactor): Projector =>
  async (tx, { key: workspaceId }, turnEvents) => {
    for (const { event: data } of turnEvents) {
      const event = data as GrantsEvent
      const grantId = await project(tx, workspaceId, event)
      if (grantId !== null) changed(tx, 'grants', grantId)
      if (!isAudited(event)) continue
      const { type, ...payload } = event
      const runId = 'runId' in event ? event.runId : null
      await recordAudit(tx, [{ type, workspaceId, runId, payload }], redactor)
    }
  }

/** What a permission allowed, and who gave and took it. Calls that wait have an item that says so. */
function isAudited(event: GrantsEvent): boolean {
  switch (event.type) {
    case 'grant-added':
    case 'grant-revoked':
    case 'grant-ended':
    case 'grant-used':
    case 'item-released':
    case 'command-refused':
      return true
    case 'call-waiting':
    case 'call-let-go':
    case 'run-let-go':
      return false
  }
}

/** The grant whose row changed; null when none did. */
async function project(tx: Tx, workspaceId: string, event: GrantsEvent): Promise<string | null> {
  switch (event.type) {
    case 'grant-added':
      await tx.write(tx.db.insertInto('grants').values(rowOf(workspaceId, event.grant)))
      return event.grant.grantId
    case 'grant-used': {
      const { useId, grantId, runId, callId, tool, itemId, at } = event
      await tx.write(
        tx.db.insertInto('grant_uses').values({
          use_id: useId,
          grant_id: grantId,
          run_id: runId,
          call_id: storableText(callId),
          tool: storableText(tool),
          item_id: itemId,
          used_at: at,
        }),
      )
      await tx.write(
        tx.db
          .updateTable('grants')
          .set((eb) => ({ uses: eb('uses', '+', 1), uses_left: eb('uses_left', '-', 1), last_used_at: at }))
          .where('grant_id', '=', grantId),
      )
      return grantId
    }
    case 'grant-revoked':
      await end(tx, event.grantId, event.at, { revoked_at: event.at })
      return event.grantId
    case 'grant-ended':
      await end(tx, event.grantId, event.at, {})
      return event.grantId
    case 'item-released':
    case 'call-waiting':
    case 'call-let-go':
    case 'run-let-go':
    case 'command-refused':
      return null
  }
}

const end = (tx: Tx, grantId: string, at: string, columns: { revoked_at?: string }) =>
  tx.write(
    tx.db
      .updateTable('grants')
      .set((eb) => ({ ...columns, ended_at: eb.fn.coalesce('ended_at', eb.val(at)) }))
      .where('grant_id', '=', grantId),
  )

const rowOf = (workspaceId: string, grant: Grant) => ({
  grant_id: grant.grantId,
  workspace_id: workspaceId,
  tool: storableText(grant.tool),
  arguments: grant.where ? encodeJson(grant.where) : null,
  repo_id: grant.repoId,
  run_id: grant.runId,
  uses_left: grant.usesLeft,
  until: grant.until && new Date(grant.until).toISOString(),
  covers_tainted: grant.coversTainted ? 1 : 0,
  uses: grant.uses,
  last_used_at: grant.lastUsedAt,
  created_at: grant.createdAt,
  created_by: grant.by,
  item_id: grant.itemId,
  revoked_at: null,
  ended_at: null,
})
