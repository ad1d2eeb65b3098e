import {
  type GITHUB_OBJECT_KINDS,
  type GITHUB_OBJECT_STATES,
  type GitHubObjectDetailView,
  type GitHubObjectView,
  instant,
  type Page,
} from '@pm-bot/domain'
import { type Kysely, type Selectable, type SqlBool, sql } from 'kysely'
import type { Database } from './database.ts'
import { listConversation } from './github-comments.ts'
import { decodeJson } from './json.ts'
import { invalidCursor, type PageRequest, pageOf } from './page.ts'
import type { Tables } from './tables.ts'

type Kind = (typeof GITHUB_OBJECT_KINDS)[number]

export interface ObjectsRequest extends PageRequest {
  kind?: Kind | undefined
  state?: (typeof GITHUB_OBJECT_STATES)[number] | undefined
  /** A part of the title, or a number with or without #. */
  q?: string | undefined
}

/** What the cache holds of a repository, newest change first. */
export async function listGitHubObjects(
  { read }: Pick<Database, 'read'>,
  repoId: string,
  request: ObjectsRequest,
): Promise<Page<GitHubObjectView>> {
  const { kind, state, q } = request
  const behind = readCursor(request.cursor)
  const rows = await objectRows(read)
    .where('object.repo_id', '=', repoId)
    .$if(kind !== undefined, (query) => query.where('object.kind', '=', kind!))
    .$if(state !== undefined, (query) => query.where('object.state', '=', state!))
    .$if(Boolean(q?.trim()), (query) => query.where(isMeantBy(q!.trim())))
    .$if(behind !== undefined, (query) =>
      query.where(
        sql<SqlBool>`(object.updated_at, object.object_id) < (${behind!.updatedAt}, ${behind!.objectId})`,
      ),
    )
    .orderBy('object.updated_at', 'desc')
    .orderBy('object.object_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return pageOf(rows, request, objectView, (row) => `${row.updated_at}_${row.object_id}`)
}

/** With its text and what was said about it. */
export async function lookUpGitHubObject(
  reader: Pick<Database, 'read'>,
  repoId: string,
  kind: Kind,
  number: number,
): Promise<GitHubObjectDetailView | undefined> {
  const row = await objectRows(reader.read)
    .where('object.repo_id', '=', repoId)
    .where('object.kind', '=', kind)
    .where('object.number', '=', number)
    .executeTakeFirst()
  if (!row) return undefined
  const body = decodeJson(row.raw)?.body
  return {
    ...objectView(row),
    body: typeof body === 'string' ? body : '',
    conversation: await listConversation(reader, repoId, number),
  }
}

const objectRows = (read: Kysely<Tables>) =>
  read
    .selectFrom('github_objects as object')
    .leftJoin('run_pull_requests as own', (join) =>
      join.onRef('own.repo_id', '=', 'object.repo_id').onRef('own.number', '=', 'object.number'),
    )
    .selectAll('object')
    .select('own.run_id')

function isMeantBy(q: string) {
  const number = /^#?(\d{1,9})$/.exec(q)?.[1]
  const pattern = `%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  const inTitle = sql<SqlBool>`lower(object.title) like ${pattern} escape '\\'`
  return number === undefined ? inTitle : sql<SqlBool>`(object.number = ${Number(number)} or ${inTitle})`
}

function readCursor(cursor: string | undefined): { updatedAt: string; objectId: string } | undefined {
  if (cursor === undefined) return undefined
  const [, updatedAt, objectId] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})$/.exec(cursor) ?? []
  if (updatedAt === undefined || objectId === undefined || Number.isNaN(Date.parse(updatedAt))) {
    throw invalidCursor()
  }
  return { updatedAt: instant(updatedAt), objectId }
}

const objectView = (
  row: Selectable<Tables['github_objects']> & { run_id: string | null },
): GitHubObjectView => {
  const pull = row.pull === null ? null : decodeJson(row.pull)
  const url = pull?.url ?? decodeJson(row.raw)?.html_url
  return {
    id: row.object_id,
    repoId: row.repo_id,
    kind: row.kind,
    number: row.number,
    title: row.title,
    state: row.state,
    draft: pull?.draft === true,
    author: row.author,
    association: row.association,
    labels: decodeJson(row.labels),
    comments: row.comments,
    url: typeof url === 'string' ? url : '',
    headRef: row.head_ref,
    headSha: row.head_sha,
    baseRef: pull?.base?.ref ?? null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    runId: row.run_id,
  }
}
