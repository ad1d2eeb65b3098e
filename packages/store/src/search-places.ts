import type { SearchKind, SearchTerm } from '@pm-bot/domain'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { DialectName, Reader } from './database.ts'
import { invalidCursor, type PageRequest } from './page.ts'

export interface SearchRequest extends PageRequest {
  q: string
  kind?: SearchKind | undefined
  repoId?: string | undefined
  workspaceId?: string | undefined
}

/** A hit's place in the list: newest first. */
export interface Place {
  updated_at: string
  entry_id: number
}

/** Of words that many entries have, a page is among the newest ones: those are looked through first. */
const NEWEST = 250

/** Where hits stand, newest first, one more than the page has. */
export async function findPlaces(
  { read, dialect }: Reader,
  request: SearchRequest,
  terms: readonly SearchTerm[],
  behind: Place | undefined,
): Promise<Place[]> {
  const { limit, repoId } = request
  const later = behind
    ? sql<SqlBool>`(updated_at, entry_id) < (${behind.updated_at}, ${sql.lit(behind.entry_id)})`
    : sql<SqlBool>`1 = 1`
  const within = conditionsOf(dialect, request)
  const order = sql`order by updated_at desc, entry_id desc limit ${limit + 1}`
  if (dialect === 'sqlite') {
    const { rows } = await sql<Place>`
      select entry_id, updated_at from search_entries
      where entry_id in (select rowid from search_words where search_words match ${matchOf(terms)})
        and ${within} and ${later} ${order}`.execute(read)
    return rows
  }
  const query = sql`to_tsquery('simple', ${tsqueryOf(terms)})`
  const { rows: newest } = await sql<Place>`
    select entry_id, updated_at from (
      select entry_id, updated_at, tsv, kind, repo_id from search_entries where ${alongIndex(repoId, behind)} limit ${sql.lit(NEWEST)}
    ) as newest
    where tsv @@ ${query} and ${within} ${order}`.execute(read)
  if (newest.length > limit) return newest
  // Apart from everything else: Postgres would otherwise read along the order, or all of a repository, to find them.
  const { rows } = await sql<Place>`
    with matching as materialized (
      select entry_id, updated_at, kind, repo_id from search_entries where tsv @@ ${query}
    )
    select entry_id, updated_at from matching where ${within} and ${later} ${order}`.execute(read)
  return rows
}

/** Behind a place, newest first. A repository is said as a range and in the order, for the reason of ledBy. */
function alongIndex(repoId: string | undefined, behind: Place | undefined): RawBuilder<unknown> {
  const place = behind && sql`${behind.updated_at}, ${sql.lit(behind.entry_id)}`
  if (repoId === undefined) {
    const later = place ? sql`(updated_at, entry_id) < (${place})` : sql`1 = 1`
    return sql`${later} order by updated_at desc, entry_id desc`
  }
  const later = place
    ? sql`(repo_id, updated_at, entry_id) < (${repoId}, ${place})`
    : sql`repo_id <= ${repoId}`
  return sql`repo_id >= ${repoId} and ${later} order by repo_id desc, updated_at desc, entry_id desc`
}

function conditionsOf(
  dialect: DialectName,
  { kind, repoId, workspaceId }: SearchRequest,
): RawBuilder<SqlBool> {
  const workspace = workspaceId === undefined ? sql`` : sql` and workspace_id = ${workspaceId}`
  const repos = sql`select repo_id from repos where status <> 'removed'${workspace}`

  const conditions = [
    // As an array they are read once, and not for every hit.
    dialect === 'postgres'
      ? sql<SqlBool>`repo_id = any(array(${repos}))`
      : sql<SqlBool>`repo_id in (${repos})`,
  ]
  if (kind !== undefined) conditions.push(sql<SqlBool>`kind = ${kind}`)
  if (repoId !== undefined) conditions.push(sql<SqlBool>`repo_id = ${repoId}`)
  return sql<SqlBool>`${sql.join(conditions, sql` and `)}`
}

// Words are letters and numbers and nothing else: no operator of either language can be among them.
const tsqueryOf = (terms: readonly SearchTerm[]): string =>
  terms
    .map(
      ({ words, isPrefix }) => `(${words.map((word) => `'${word}'`).join(' <-> ')}${isPrefix ? ':*' : ''})`,
    )
    .join(' & ')

const matchOf = (terms: readonly SearchTerm[]): string =>
  terms.map(({ words, isPrefix }) => `"${words.join(' ')}"${isPrefix ? ' *' : ''}`).join(' ')

/** @throws DomainError for what is no cursor of this list */
export function readPlace(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined
  const [, updated_at, entry] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_(\d{1,15})$/.exec(cursor) ?? []
  if (updated_at === undefined || entry === undefined || Number.isNaN(Date.parse(updated_at))) {
    throw invalidCursor()
  }
  return { updated_at: new Date(updated_at).toISOString(), entry_id: Number(entry) }
}
