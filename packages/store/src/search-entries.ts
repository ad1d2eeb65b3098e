import { type CachedObject, type GitHubComment, indexedWords } from '@pm-bot/domain'
import type { Insertable } from 'kysely'
import type { Tx } from './database.ts'
import type { Tables } from './tables.ts'

type Entry = Insertable<Tables['search_entries']>
type CommentName = Pick<GitHubComment, 'kind' | 'id'>

/** Lets issues and pull requests be found by what they say now. `objectId`: by number and kind, that of its row. */
export const indexObjects = (
  tx: Tx,
  repoId: string,
  objects: readonly (CachedObject & { objectId: string })[],
): Promise<void> =>
  save(
    tx,
    objects.map(({ objectId, kind, number, title, updatedAt, raw }) => ({
      ...NOTHING_ELSE,
      source: objectId,
      kind: kind === 'pr' ? 'pull_request' : 'issue',
      repo_id: repoId,
      number,
      updated_at: updatedAt,
      words: indexedWords(`${number} ${title} ${bodyOf(raw)}`),
    })),
  )

export const indexComments = (tx: Tx, repoId: string, comments: readonly GitHubComment[]): Promise<void> =>
  save(
    tx,
    comments.map((comment) => ({
      ...NOTHING_ELSE,
      source: commentSource(repoId, comment),
      kind: 'comment',
      repo_id: repoId,
      number: comment.number,
      comment_kind: comment.kind,
      github_id: comment.id,
      updated_at: new Date(comment.updatedAt).toISOString(),
      words: indexedWords(`${comment.path ?? ''} ${comment.body}`),
    })),
  )

export const indexRun = (
  tx: Tx,
  { runId, repoId, goal, at }: { runId: string; repoId: string; goal: string; at: string },
): Promise<void> =>
  save(tx, [
    {
      ...NOTHING_ELSE,
      source: runId,
      kind: 'run',
      repo_id: repoId,
      run_id: runId,
      updated_at: at,
      words: indexedWords(goal),
    },
  ])

/** Comments that are there no more. */
export async function forgetComments(tx: Tx, repoId: string, names: readonly CommentName[]): Promise<void> {
  const sources = names.map((name) => commentSource(repoId, name))
  await tx.write(tx.db.deleteFrom('search_entries').where('source', 'in', sources))
}

/** Everything that came from GitHub; runs stay. */
export const forgetCache = (tx: Tx, repoId: string): Promise<void> =>
  tx.write(tx.db.deleteFrom('search_entries').where('repo_id', '=', repoId).where('kind', '!=', 'run'))

const NOTHING_ELSE = { number: null, comment_kind: null, github_id: null, run_id: null }

const commentSource = (repoId: string, { kind, id }: CommentName) => `${repoId}/${kind}/${id}`

/** What GitHub's answer has as the text of an issue. */
function bodyOf(raw: unknown): string {
  const body = (raw as { body?: unknown } | null)?.body
  return typeof body === 'string' ? body : ''
}

async function save(tx: Tx, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return
  await tx.write(
    tx.db
      .insertInto('search_entries')
      .values(entries)
      .onConflict((conflict) =>
        conflict.column('source').doUpdateSet((eb) => ({
          updated_at: eb.ref('excluded.updated_at'),
          words: eb.ref('excluded.words'),
        })),
      ),
  )
}
