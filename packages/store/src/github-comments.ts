import type { GitHubComment, GitHubCommentView } from '@pm-bot/domain'
import type { Selectable } from 'kysely'
import type { Database, Tx } from './database.ts'
import { storableText } from './json.ts'
import { forgetComments, indexComments } from './search-entries.ts'
import type { Tables } from './tables.ts'

/** What is shown of a conversation. */
const NEWEST = 200

/** Returns how many were not known, or not as they now are. */
export async function saveComments(
  tx: Tx,
  repoId: string,
  comments: readonly GitHubComment[],
): Promise<number> {
  if (comments.length === 0) return 0
  const saved = await tx.db
    .insertInto('github_comments')
    .values(comments.map((comment) => rowOf(repoId, comment)))
    .onConflict((conflict) =>
      conflict
        .columns(['repo_id', 'kind', 'github_id'])
        .doUpdateSet((eb) => ({
          body: eb.ref('excluded.body'),
          association: eb.ref('excluded.association'),
          line: eb.ref('excluded.line'),
          updated_at: eb.ref('excluded.updated_at'),
        }))
        // Lists overlap and come late: an older answer changes nothing.
        .whereRef('excluded.updated_at', '>', 'github_comments.updated_at'),
    )
    .returning('github_id')
    .execute()
  const ids = new Set(saved.map(({ github_id }) => Number(github_id)))
  await indexComments(
    tx,
    repoId,
    comments.filter(({ id }) => ids.has(id)),
  )
  return saved.length
}

/** At once in one statement. */
const BATCH = 500

/** Takes these for all of their kind that there are of an issue or pull request; others were deleted. */
export async function replaceComments(
  tx: Tx,
  repoId: string,
  {
    number,
    kind,
    comments,
  }: { number: number; kind: GitHubComment['kind']; comments: readonly GitHubComment[] },
): Promise<number> {
  const held = await tx.db
    .selectFrom('github_comments')
    .select('github_id')
    .where('repo_id', '=', repoId)
    .where('number', '=', number)
    .where('kind', '=', kind)
    .execute()
  const there = new Set(comments.map(({ id }) => id))
  const gone = held.map(({ github_id }) => Number(github_id)).filter((id) => !there.has(id))
  for (let from = 0; from < gone.length; from += BATCH) {
    const ids = gone.slice(from, from + BATCH)
    await tx.write(
      tx.db
        .deleteFrom('github_comments')
        .where('repo_id', '=', repoId)
        .where('kind', '=', kind)
        .where('github_id', 'in', ids),
    )
    await forgetComments(
      tx,
      repoId,
      ids.map((id) => ({ kind, id })),
    )
  }
  let changed = gone.length
  for (let from = 0; from < comments.length; from += BATCH)
    changed += await saveComments(tx, repoId, comments.slice(from, from + BATCH))
  return changed
}

/** Comments on an issue or pull request: the newest 200, oldest first. */
export async function listConversation(
  { read }: Pick<Database, 'read'>,
  repoId: string,
  number: number,
): Promise<GitHubCommentView[]> {
  return (await newestComments(read, repoId, number, NEWEST)).map(commentView)
}

/** The newest comments on an issue or pull request, `limit` at the most, oldest first. */
export async function newestComments(
  read: Database['read'],
  repoId: string,
  number: number,
  limit: number,
): Promise<Selectable<Tables['github_comments']>[]> {
  const rows = await read
    .selectFrom('github_comments')
    .selectAll()
    .where('repo_id', '=', repoId)
    .where('number', '=', number)
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute()
  return rows.reverse()
}

const rowOf = (repoId: string, comment: GitHubComment): Tables['github_comments'] => ({
  repo_id: repoId,
  kind: comment.kind,
  github_id: comment.id,
  number: comment.number,
  author: comment.author === null ? null : storableText(comment.author),
  association: storableText(comment.association),
  body: storableText(comment.body),
  path: comment.path === null ? null : storableText(comment.path),
  line: comment.line,
  url: storableText(comment.url),
  created_at: new Date(comment.createdAt).toISOString(),
  updated_at: new Date(comment.updatedAt).toISOString(),
})

const commentView = (row: Selectable<Tables['github_comments']>): GitHubCommentView => ({
  id: `${row.github_id}`,
  kind: row.kind,
  author: row.author,
  association: row.association,
  body: row.body,
  path: row.path,
  line: row.line,
  url: row.url,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
