import {
  type CachedObject,
  type GitHubIssue,
  type GitHubPull,
  instant,
  stableId,
  withIssue,
  withPull,
} from '@pm-bot/domain'
import { type Selectable, sql } from 'kysely'
import type { Database, Tx } from './database.ts'
import { decodeJson, encodeJson, storableText } from './json.ts'
import type { ObjectCounts } from './repo-sync-state.ts'
import { indexObjects } from './search-entries.ts'
import type { Tables } from './tables.ts'

export interface Merged {
  counts: ObjectCounts
  /** What is new, or not as it was. */
  news: ObjectNews[]
  /** Of how many something new was heard. */
  changed: number
}

export interface ObjectNews {
  number: number
  kind: CachedObject['kind']
  createdAt: string
  isNew: boolean
}

/** Brings a page of issues together with what is known. Only the repository's sync writes here, one at a time. */
export const mergeIssues = (tx: Tx, repoId: string, issues: readonly GitHubIssue[]): Promise<Merged> =>
  merge(tx, repoId, issues, withIssue)

export const mergePulls = (tx: Tx, repoId: string, pulls: readonly GitHubPull[]): Promise<Merged> =>
  merge(tx, repoId, pulls, withPull)

/** What no list shows any more: its row stays, with what became of it. */
export async function markGone(
  tx: Tx,
  repoId: string,
  number: number,
  state: 'deleted' | 'transferred',
): Promise<Merged> {
  const known = await knownObjects(tx, repoId, [number])
  return await save(
    tx,
    repoId,
    known,
    [...known.values()].map((object) => ({ ...object, state })),
  )
}

/** Numbers of all that is said to be there, or to be open, and changed at that time or later. */
export async function listPresentNumbers(
  { read }: Pick<Database, 'read'>,
  repoId: string,
  { state, since }: { state: 'all' | 'open'; since: string },
): Promise<number[]> {
  const rows = await read
    .selectFrom('github_objects')
    .select('number')
    .where('repo_id', '=', repoId)
    .where('state', 'in', state === 'all' ? ['open', 'closed', 'merged'] : ['open'])
    .where('updated_at', '>=', instant(since))
    .execute()
  return rows.map(({ number }) => number)
}

/** What is there, by number: the next ones after this number. */
export async function listPresentAfter(
  { read }: Pick<Database, 'read'>,
  repoId: string,
  { after, limit }: { after: number; limit: number },
): Promise<{ number: number; kind: CachedObject['kind']; createdAt: string }[]> {
  // Both kinds have their numbers from one row, and their index each from its own.
  const pages = await Promise.all(
    (['issue', 'pr'] as const).map((kind) =>
      read
        .selectFrom('github_objects')
        .select(['number', 'kind', 'created_at'])
        .where('repo_id', '=', repoId)
        .where('kind', '=', kind)
        .where('number', '>', after)
        .where('state', 'in', ['open', 'closed', 'merged'])
        .orderBy('number')
        .limit(limit)
        .execute(),
    ),
  )
  const rows = pages.flat().sort((a, b) => a.number - b.number)
  return rows.slice(0, limit).map(({ number, kind, created_at }) => ({ number, kind, createdAt: created_at }))
}

/** Of these, those of which the cache holds more comments than there are, or fewer. */
export async function listMiscounted(
  { read }: Pick<Database, 'read'>,
  repoId: string,
  numbers: readonly number[],
): Promise<number[]> {
  if (numbers.length === 0) return []
  const rows = await read
    .selectFrom('github_objects as object')
    .select(['object.number', 'object.comments'])
    .select((eb) =>
      eb
        .selectFrom('github_comments as comment')
        .select((eb) => eb.fn.countAll<number | string>().as('count'))
        .whereRef('comment.repo_id', '=', 'object.repo_id')
        .whereRef('comment.number', '=', 'object.number')
        .where('comment.kind', '=', 'issue_comment')
        .as('held'),
    )
    .where('object.repo_id', '=', repoId)
    .where('object.kind', 'in', ['issue', 'pr'])
    .where('object.number', 'in', [...numbers])
    .where('object.state', 'in', ['open', 'closed', 'merged'])
    .execute()
  return rows.filter(({ comments, held }) => comments !== Number(held)).map(({ number }) => number)
}

/** Open pull requests of which comments on lines are known. */
export async function listPullsWithLineComments(
  { read }: Pick<Database, 'read'>,
  repoId: string,
): Promise<number[]> {
  const rows = await read
    .selectFrom('github_objects as object')
    .select('object.number')
    .where('object.repo_id', '=', repoId)
    .where('object.kind', '=', 'pr')
    .where('object.state', '=', 'open')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('github_comments as comment')
          .select('comment.number')
          .whereRef('comment.repo_id', '=', 'object.repo_id')
          .whereRef('comment.number', '=', 'object.number')
          .where('comment.kind', '=', 'review_comment'),
      ),
    )
    .execute()
  return rows.map(({ number }) => number)
}

/** Pull requests that only the list of issues has shown. */
export async function listNumbersWithoutPull(
  { read }: Pick<Database, 'read'>,
  repoId: string,
  limit: number,
): Promise<number[]> {
  const rows = await read
    .selectFrom('github_objects')
    .select('number')
    .where('repo_id', '=', repoId)
    .where('kind', '=', sql.lit('pr'))
    .where('pull', 'is', null)
    .where('state', 'in', ['open', 'closed', 'merged'])
    .orderBy('number')
    .limit(limit)
    .execute()
  return rows.map(({ number }) => number)
}

/** When the oldest of what is open, and was spoken about, began. */
export async function oldestOpenTalk(
  { read }: Pick<Database, 'read'>,
  repoId: string,
): Promise<string | null> {
  const row = await read
    .selectFrom('github_objects')
    .select('created_at')
    .where('repo_id', '=', repoId)
    .where('state', '=', 'open')
    .where('comments', '>', 0)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
  return row?.created_at ?? null
}

async function merge<Item extends { number: number }>(
  tx: Tx,
  repoId: string,
  items: readonly Item[],
  withItem: (known: CachedObject | undefined, item: Item) => CachedObject,
): Promise<Merged> {
  const numbers = [...new Set(items.map(({ number }) => number))]
  const known = await knownObjects(tx, repoId, numbers)
  const merged = new Map<number, CachedObject>()
  for (const item of items) {
    merged.set(item.number, withItem(merged.get(item.number) ?? known.get(item.number), item))
  }
  return await save(tx, repoId, known, [...merged.values()])
}

async function knownObjects(
  tx: Tx,
  repoId: string,
  numbers: readonly number[],
): Promise<Map<number, CachedObject>> {
  if (numbers.length === 0) return new Map()
  const rows = await tx.db
    .selectFrom('github_objects')
    .selectAll()
    .where('repo_id', '=', repoId)
    .where('kind', 'in', ['issue', 'pr'])
    .where('number', 'in', [...numbers])
    .execute()
  return new Map(rows.map((row) => [row.number, objectOf(row)]))
}

async function save(
  tx: Tx,
  repoId: string,
  known: ReadonlyMap<number, CachedObject>,
  objects: readonly CachedObject[],
): Promise<Merged> {
  const fresh = objects.filter((object) => known.get(object.number) !== object)
  const counts = { openIssues: 0, openPulls: 0, objects: 0 }
  const news: ObjectNews[] = []
  let changed = 0
  for (const object of fresh) {
    const before = known.get(object.number)
    const isMoved = !before || before.updatedAt !== object.updatedAt || before.state !== object.state
    if (isMoved) changed += 1
    if (isMoved || before.comments !== object.comments) {
      const { number, kind, createdAt } = object
      news.push({ number, kind, createdAt, isNew: !before })
    }
    count(counts, object, 1)
    if (before) count(counts, before, -1)
  }
  if (fresh.length > 0) {
    await tx.write(
      tx.db
        .insertInto('github_objects')
        .values(fresh.map((object) => rowOf(repoId, object)))
        .onConflict((conflict) =>
          conflict.columns(['repo_id', 'kind', 'number']).doUpdateSet((eb) => ({
            title: eb.ref('excluded.title'),
            state: eb.ref('excluded.state'),
            author: eb.ref('excluded.author'),
            association: eb.ref('excluded.association'),
            labels: eb.ref('excluded.labels'),
            comments: eb.ref('excluded.comments'),
            updated_at: eb.ref('excluded.updated_at'),
            raw: eb.ref('excluded.raw'),
            pull: eb.ref('excluded.pull'),
            head_ref: eb.ref('excluded.head_ref'),
            head_sha: eb.ref('excluded.head_sha'),
          })),
        ),
    )
    await indexObjects(
      tx,
      repoId,
      fresh.map((object) => ({ ...object, objectId: objectIdOf(repoId, object) })),
    )
  }
  return { counts, news, changed }
}

function count(counts: ObjectCounts, { kind, state }: CachedObject, by: 1 | -1): void {
  counts.objects += by
  if (state !== 'open') return
  if (kind === 'issue') counts.openIssues += by
  else counts.openPulls += by
}

const objectIdOf = (repoId: string, { kind, number }: CachedObject) => stableId(repoId, kind, `${number}`)

const rowOf = (repoId: string, object: CachedObject): Tables['github_objects'] => ({
  object_id: objectIdOf(repoId, object),
  repo_id: repoId,
  kind: object.kind,
  number: object.number,
  title: storableText(object.title),
  state: object.state,
  author: object.author === null ? null : storableText(object.author),
  association: storableText(object.association),
  labels: encodeJson(object.labels),
  comments: object.comments,
  created_at: object.createdAt,
  updated_at: object.updatedAt,
  raw: encodeJson(object.raw),
  pull: object.pull && encodeJson(object.pull),
  head_ref: object.pull && storableText(object.pull.head.ref),
  head_sha: object.pull && storableText(object.pull.head.sha),
})

const objectOf = (row: Selectable<Tables['github_objects']>): CachedObject => ({
  kind: row.kind,
  number: row.number,
  title: row.title,
  state: row.state,
  author: row.author,
  association: row.association,
  labels: decodeJson(row.labels),
  comments: row.comments,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  raw: decodeJson(row.raw),
  pull: row.pull === null ? null : decodeJson(row.pull),
})
