import {
  excerptOf,
  findMarks,
  type Page,
  parseSearch,
  type SearchHit,
  type SearchTerm,
  searchTrust,
} from '@pm-bot/domain'
import { type Kysely, sql } from 'kysely'
import type { DialectName, Reader } from './database.ts'
import { pageOf } from './page.ts'
import { findPlaces, readPlace, type SearchRequest } from './search-places.ts'
import type { Tables } from './tables.ts'

/** What has all that was asked for, newest first; nothing of repositories that were removed. */
export async function searchAll(reader: Reader, request: SearchRequest): Promise<Page<SearchHit>> {
  const behind = readPlace(request.cursor)
  const terms = parseSearch(request.q)
  if (terms.length === 0) return { items: [], nextCursor: null }
  const found = await findPlaces(reader, request, terms, behind)
  const shown = await readEntries(
    reader,
    found.slice(0, request.limit).map(({ entry_id }) => entry_id),
  )
  const page = pageOf(
    found,
    request,
    ({ entry_id }) => shown.get(entry_id),
    ({ updated_at, entry_id }) => `${updated_at}_${entry_id}`,
  )
  // Gone between the two reads: it is not found any more.
  return { ...page, items: page.items.flatMap((row) => (row ? [hitOf(row, terms)] : [])) }
}

type EntryRow = Awaited<ReturnType<typeof entryRows>>[number]

async function readEntries(reader: Reader, ids: readonly number[]): Promise<Map<number, EntryRow>> {
  if (ids.length === 0) return new Map()
  return new Map((await entryRows(reader, ids)).map((row) => [Number(row.entry_id), row]))
}

const entryRows = ({ read, dialect }: Reader, ids: readonly number[]) =>
  withSources(read, dialect)
    .where('entry.entry_id', 'in', [...ids])
    .execute()

const withSources = (read: Kysely<Tables>, dialect: DialectName) =>
  read
    .selectFrom('search_entries as entry')
    .innerJoin('repos as repo', 'repo.repo_id', 'entry.repo_id')
    .leftJoin('github_objects as object', (join) =>
      join
        .onRef('object.repo_id', '=', 'entry.repo_id')
        .on('object.kind', 'in', ['issue', 'pr'])
        .onRef('object.number', '=', 'entry.number'),
    )
    .leftJoin('github_comments as comment', (join) =>
      join
        .onRef('comment.repo_id', '=', 'entry.repo_id')
        .onRef('comment.kind', '=', 'entry.comment_kind')
        .onRef('comment.github_id', '=', 'entry.github_id'),
    )
    .leftJoin('runs as run', 'run.run_id', 'entry.run_id')
    .select([
      'entry.entry_id',
      'entry.kind',
      'entry.repo_id',
      'entry.number',
      'entry.run_id',
      'entry.updated_at',
      'repo.name as repo_name',
      'object.kind as object_kind',
      'object.title',
      'object.state',
      'object.author as object_author',
      'object.association as object_association',
      'comment.author',
      'comment.association',
      'comment.body',
      'run.goal',
      'run.status',
    ])
    .select(
      (dialect === 'postgres'
        ? sql<string | null>`object.raw->>'body'`
        : sql<string | null>`json_extract(object.raw, '$.body')`
      ).as('object_body'),
    )

function hitOf(row: EntryRow, terms: readonly SearchTerm[]): SearchHit {
  const isRun = row.kind === 'run'
  const isComment = row.kind === 'comment'
  const title = (isRun ? row.goal : row.title) ?? ''
  const association = isRun ? null : ((isComment ? row.association : row.object_association) ?? 'NONE')
  return {
    id: `${row.entry_id}`,
    kind: row.kind,
    repoId: row.repo_id,
    repoName: row.repo_name,
    number: row.number,
    objectKind: row.object_kind,
    runId: row.run_id,
    title,
    titleMarks: findMarks(title, terms),
    ...excerptOf((isComment ? row.body : row.object_body) ?? '', terms),
    state: isRun ? row.status : row.state,
    author: isComment ? row.author : row.object_author,
    association,
    trust: searchTrust(association),
    updatedAt: row.updated_at,
  }
}
