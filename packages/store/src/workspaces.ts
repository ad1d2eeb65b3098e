import type { Page, Redactor, WorkspaceEvent, WorkspaceView } from '@pm-bot/domain'
import { recordAudit } from './audit.ts'
import { changed } from './changed.ts'
import type { Database } from './database.ts'
import { encodeJson } from './json.ts'
import { type PageRequest, pageOf, readCursor } from './page.ts'
import type { Projector } from './projector.ts'
import type { Tables } from './tables.ts'

export const workspaceProjector =
  (redactor: Redactor): Projector =>
  async (tx, { key: workspaceId }, turnEvents) => {
    for (const { event: data, version, now } of turnEvents) {
      const event = data as WorkspaceEvent
      if (event.type === 'workspace-created') {
        const { name } = event
        await tx.write(
          tx.db
            .insertInto('workspaces')
            .values({ workspace_id: workspaceId, name, settings: encodeJson({}), version, created_at: now }),
        )
      } else if (event.type === 'workspace-renamed') {
        await tx.write(
          tx.db
            .updateTable('workspaces')
            .set({ name: event.name, version })
            .where('workspace_id', '=', workspaceId),
        )
      }
      const { type, ...payload } = event
      await recordAudit(tx, [{ type, workspaceId, runId: null, payload }], redactor)
    }
    changed(tx, 'workspaces', workspaceId)
  }

export async function lookUpWorkspace({ read }: Pick<Database, 'read'>, workspaceId: string) {
  const row = await read
    .selectFrom('workspaces')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return row && workspaceView(row)
}

/** Oldest first. */
export async function listWorkspaces({ read }: Database, request: PageRequest): Promise<Page<WorkspaceView>> {
  const cursor = readCursor(request.cursor)
  const rows = await read
    .selectFrom('workspaces')
    .selectAll()
    .$if(cursor !== undefined, (query) => query.where('workspace_id', '>', cursor!))
    .orderBy('workspace_id')
    .limit(request.limit + 1)
    .execute()
  return pageOf(rows, request, workspaceView, (row) => row.workspace_id)
}

const workspaceView = (row: Tables['workspaces']): WorkspaceView => ({
  id: row.workspace_id,
  name: row.name,
  createdAt: row.created_at,
  version: row.version,
})
