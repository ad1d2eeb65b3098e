import { DEFAULT_MAX_RUNS, NEW_POLICY, type Page, type RepoSyncView, type RepoView } from '@pm-bot/domain'
import type { Selectable } from 'kysely'
import type { Database, Tx } from './database.ts'
import { decodeJson } from './json.ts'
import { type PageRequest, pageOf, readCursor } from './page.ts'
import { lookUpSyncStates } from './repo-sync-state.ts'
import type { Tables } from './tables.ts'

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
  return row && (await withSync({ read }, row))
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
  return row && (await withSync({ read: tx.db }, row))
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
  const syncs = await lookUpSyncStates(
    { read },
    rows.filter(isOnGitHub).map(({ repo_id }) => repo_id),
  )
  return pageOf(
    rows,
    request,
    (row) => repoView(row, syncs.get(row.repo_id) ?? null),
    (row) => row.repo_id,
  )
}

type RepoRow = Selectable<Tables['repos']>

const isOnGitHub = ({ source }: RepoRow): boolean => source === 'github'

async function withSync(reader: Pick<Database, 'read'>, row: RepoRow): Promise<RepoView> {
  const syncs = isOnGitHub(row) ? await lookUpSyncStates(reader, [row.repo_id]) : undefined
  return repoView(row, syncs?.get(row.repo_id) ?? null)
}

const repoView = (row: RepoRow, sync: RepoSyncView | null): RepoView => ({
  id: row.repo_id,
  workspaceId: row.workspace_id,
  source: row.source as RepoView['source'],
  fullName: row.full_name,
  name: row.name,
  path: row.path || null,
  defaultBranch: row.default_branch,
  status: row.status as RepoView['status'],
  addedAt: row.added_at,
  maxRuns: row.max_runs ?? DEFAULT_MAX_RUNS,
  policy: row.policy === null ? NEW_POLICY : decodeJson(row.policy),
  sync,
  version: row.version,
})
