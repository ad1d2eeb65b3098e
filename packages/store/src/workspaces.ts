import type { Page, Redactor, WorkspaceEvent, WorkspacePause, WorkspaceView } from '@pm-bot/domain'
import { recordAudit } from './audit.ts'
import { changed } from './changed.ts'
import type { Database, Tx } from './database.ts'
import { decodeJson, encodeJson } from './json.ts'
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
          tx.db.insertInto('workspaces').values({
            workspace_id: workspaceId,
            name,
            settings: encodeJson({}),
            version,
            created_at: now,
            paused: null,
          }),
        )
      } else if (event.type === 'workspace-renamed') {
        await tx.write(
          tx.db
            .updateTable('workspaces')
            .set({ name: event.name, version })
            .where('workspace_id', '=', workspaceId),
        )
      }
      if (event.type === 'workspace-paused' || event.type === 'workspace-resumed') {
        const paused = event.type === 'workspace-paused' ? pauseOf(event) : null
        await tx.write(
          tx.db.updateTable('workspaces').set({ paused, version }).where('workspace_id', '=', workspaceId),
        )
        tx.hint('workers', '')
        changed(tx, 'instance', '')
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

const pauseOf = ({ at, by, reason }: WorkspacePause) => encodeJson({ at, by, reason })

/** What a run's work has to wait for; null when it may go on. */
export async function lookUpPause(
  { read }: Pick<Database, 'read'>,
  runId: string,
): Promise<WorkspacePause | null> {
  const row = await read
    .selectFrom('runs')
    .innerJoin('workspaces', 'workspaces.workspace_id', 'runs.workspace_id')
    .select('workspaces.paused')
    .where('runs.run_id', '=', runId)
    .executeTakeFirst()
  return row?.paused ? decodeJson(row.paused) : null
}

/** Queues of which no job begins then: agents are in the one, and writes to the world in the other. */
export const HELD_BY_PAUSE: readonly string[] = ['runs', 'publish']

/** Whether nothing may begin anywhere. */
export async function isAllPaused({ db }: Pick<Tx, 'db'>): Promise<boolean> {
  const rows = await db.selectFrom('workspaces').select('paused').execute()
  return rows.length > 0 && rows.every(({ paused }) => paused !== null)
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
  paused: row.paused === null ? null : decodeJson(row.paused),
  version: row.version,
})
