import { type GitHubRepo, instant, type Page, repoIdOf, type VisibleRepoView } from '@pm-bot/domain'
import { type SqlBool, sql } from 'kysely'
import type { Database, Tx } from './database.ts'
import { decodeJson, encodeJson, storableText } from './json.ts'
import { invalidCursor, type PageRequest, pageOf } from './page.ts'

/** Rows of one insert. */
const BATCH = 200

/** All that the credential sees, in GitHub's order, in place of what it saw before. */
export async function saveVisibleRepos(tx: Tx, repos: readonly GitHubRepo[]): Promise<void> {
  await tx.write(tx.db.deleteFrom('github_visible_repos'))
  // A list that shifts while it is read may show one twice.
  const unique = [...new Map(repos.map((repo) => [repo.fullName, repo])).values()]
  const rows = unique.map((repo, position) => ({
    full_name: storableText(repo.fullName),
    position,
    facts: encodeJson(repo),
  }))
  for (let from = 0; from < rows.length; from += BATCH) {
    await tx.write(tx.db.insertInto('github_visible_repos').values(rows.slice(from, from + BATCH)))
  }
}

/** Most recently pushed first, with the repository here if it is registered, that of the oldest workspace if in several. */
export async function listVisibleRepos(
  { read }: Pick<Database, 'read'>,
  request: PageRequest & { q?: string | undefined },
): Promise<Page<VisibleRepoView>> {
  const { cursor, limit, q } = request
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) throw invalidCursor()
  const pattern = `%${(q ?? '')
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`
  const rows = await read
    .selectFrom('github_visible_repos as seen')
    .selectAll('seen')
    .$if(pattern !== '%%', (query) =>
      query.where(sql<SqlBool>`lower(seen.full_name) like ${pattern} escape '\\'`),
    )
    .$if(cursor !== undefined, (query) => query.where('seen.position', '>', Number(cursor)))
    .orderBy('seen.position')
    .limit(limit + 1)
    .execute()
  const registered = await registeredAs(
    { read },
    rows.map(({ full_name }) => full_name),
  )
  return pageOf(
    rows,
    request,
    ({ full_name, facts }) => visibleRepoView(decodeJson(facts), registered.get(full_name) ?? null),
    ({ position }) => `${position}`,
  )
}

/** By full name. A repository's id is made of its workspace and its name, so that it is found by its key. */
async function registeredAs(
  { read }: Pick<Database, 'read'>,
  fullNames: readonly string[],
): Promise<Map<string, string>> {
  if (fullNames.length === 0) return new Map()
  const workspaces = await read
    .selectFrom('workspaces')
    .select('workspace_id')
    .orderBy('created_at')
    .execute()
  const candidates = fullNames.flatMap((name) =>
    workspaces.map(({ workspace_id }) => ({ name, id: repoIdOf(workspace_id, name.toLowerCase()) })),
  )
  const there = new Set<string>()
  for (let from = 0; from < candidates.length; from += BATCH) {
    const ids = candidates.slice(from, from + BATCH).map(({ id }) => id)
    const rows = await read
      .selectFrom('repos')
      .select('repo_id')
      .where('repo_id', 'in', ids)
      .where('status', '!=', 'removed')
      .execute()
    for (const { repo_id } of rows) there.add(repo_id)
  }
  // The first one of a name stands last, and so wins.
  return new Map(
    candidates
      .filter(({ id }) => there.has(id))
      .reverse()
      .map(({ name, id }) => [name, id]),
  )
}

const visibleRepoView = (repo: GitHubRepo, repoId: string | null): VisibleRepoView => ({
  fullName: repo.fullName,
  private: repo.private,
  description: repo.description,
  defaultBranch: repo.defaultBranch,
  archived: repo.archived,
  canPush: repo.canPush,
  openIssues: repo.openIssues,
  pushedAt: repo.pushedAt === null ? null : instant(repo.pushedAt),
  repoId,
})
