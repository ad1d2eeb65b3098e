import type { Page, Redactor, RepoEvent, RepoView } from '@pm-bot/domain'
import { recordAudit } from './audit.ts'
import { changed } from './changed.ts'
import type { Database, Tx } from './database.ts'
import { type PageRequest, pageOf, readCursor } from './page.ts'
import type { Projector } from './projector.ts'
import type { Tables } from './tables.ts'

export const repoProjector =
  (redactor: Redactor): Projector =>
  async (tx, { key: repoId }, turnEvents) => {
    for (const { event: data, version, now } of turnEvents) {
      const event = data as RepoEvent
      if (event.type === 'repo-registered') {
        const { workspaceId, source, fullName, name, path, defaultBranch, status } = event
        const facts = { name, path, default_branch: defaultBranch, status, version, added_at: now }
        await tx.write(
          tx.db
            .insertInto('repos')
            .values({
              repo_id: repoId,
              workspace_id: workspaceId,
              source,
              full_name: fullName,
              last_sync_at: null,
              ...facts,
            })
            // Registered again after it was removed: its runs still refer to it.
            .onConflict((conflict) => conflict.column('repo_id').doUpdateSet(facts)),
        )
      } else if (event.type === 'repo-status-changed') {
        await tx.write(
          tx.db.updateTable('repos').set({ status: event.to, version }).where('repo_id', '=', repoId),
        )
      }
      const { type, ...payload } = event
      const workspaceId = event.type === 'repo-registered' ? event.workspaceId : null
      await recordAudit(tx, [{ type, workspaceId, runId: null, payload: { repoId, ...payload } }], redactor)
    }
    changed(tx, 'repos', repoId)
  }

/** A removed repository is not there, although its row is. */
export async function lookUpRepo(
  { read }: Pick<Database, 'read'>,
  repoId: string,
): Promise<RepoView | undefined> {
  const row = await read
    .selectFrom('repos')
    .selectAll()
    .where('repo_id', '=', repoId)
    .where('status', '!=', 'removed')
    .executeTakeFirst()
  return row && repoView(row)
}

/**
 * The repository as it stands, kept so until this transaction ends: who removes it meanwhile
 * waits, and then sees what was done.
 */
export async function holdRepo(tx: Tx, repoId: string): Promise<RepoView | undefined> {
  const row = await tx.db
    .selectFrom('repos')
    .selectAll()
    .where('repo_id', '=', repoId)
    .where('status', '!=', 'removed')
    .$if(tx.dialect === 'postgres', (query) => query.forShare())
    .executeTakeFirst()
  return row && repoView(row)
}

export async function listRepos(
  { read }: Database,
  request: PageRequest & { workspaceId?: string | undefined },
): Promise<Page<RepoView>> {
  const cursor = readCursor(request.cursor)
  const rows = await read
    .selectFrom('repos')
    .selectAll()
    .where('status', '!=', 'removed')
    .$if(request.workspaceId !== undefined, (query) => query.where('workspace_id', '=', request.workspaceId!))
    .$if(cursor !== undefined, (query) => query.where('repo_id', '>', cursor!))
    .orderBy('repo_id')
    .limit(request.limit + 1)
    .execute()
  return pageOf(rows, request, repoView, (row) => row.repo_id)
}

const repoView = (row: Tables['repos']): RepoView => ({
  id: row.repo_id,
  workspaceId: row.workspace_id,
  source: row.source as RepoView['source'],
  fullName: row.full_name,
  name: row.name,
  path: row.path,
  defaultBranch: row.default_branch,
  status: row.status as RepoView['status'],
  addedAt: row.added_at,
  sync: null,
  version: row.version,
})
