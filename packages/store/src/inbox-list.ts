import {
  type Amounts,
  DomainError,
  type InboxItemView,
  type InboxKind,
  type InboxStatus,
  inboxGroup,
  type Page,
  type Risk,
} from '@pm-bot/domain'
import { type Kysely, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely'
import type { Database, DialectName, Reader } from './database.ts'
import { isOneOf } from './is-one-of.ts'
import { decodeJson } from './json.ts'
import { later } from './later.ts'
import { invalidCursor, ledBy, type PageRequest, pageOf, readCursor } from './page.ts'
import type { Tables } from './tables.ts'

export async function lookUpInboxItem(
  { read }: Pick<Database, 'read'>,
  itemId: string,
): Promise<InboxItemView | undefined> {
  const row = await itemRows(read).where('item.item_id', '=', itemId).executeTakeFirst()
  return row && inboxItemView(row)
}

/** By their ids; those that are not there are left out. */
export async function lookUpInboxItems(
  { read, dialect }: Reader,
  itemIds: readonly string[],
): Promise<Map<string, InboxItemView>> {
  const rows = await itemRows(read)
    .where(isOneOf(dialect, 'item.item_id', itemIds))
    .execute()
  return new Map(rows.map((row) => [row.item_id, inboxItemView(row)]))
}

export interface InboxRequest extends PageRequest {
  /** `pending`: what waits and is not put off; `snoozed`: what waits and is. */
  status?: InboxStatus | 'snoozed' | undefined
  kind?: readonly InboxKind[] | undefined
  risk?: readonly Risk[] | undefined
  repoId?: string | undefined
  runId?: string | undefined
  graphId?: string | undefined
  /** What the run has spent, in millionths of a dollar. */
  minCostMicros?: number | undefined
  olderThanSeconds?: number | undefined
  /** Whether the run has read what limits where it may send. */
  tainted?: boolean | undefined
  /** Words of the title or the goal, whatever their case. */
  q?: string | undefined
}

/** What waits, by what must be done about it and then by age, oldest first; what is done, newest first. */
export async function listInbox(reader: Reader, request: InboxRequest): Promise<Page<InboxItemView>> {
  const { status, olderThanSeconds } = request
  const waits = status === 'pending' || status === 'snoozed'
  if (!waits) assertNothingOfRun(request)
  const before =
    olderThanSeconds === undefined ? undefined : later(await reader.now(), -olderThanSeconds * 1000)
  const query = filtered(reader, request, before)
  if (!waits) {
    const cursor = readCursor(request.cursor)
    const rows = await query
      .$if(cursor !== undefined, (query) => query.where('item.item_id', '<', cursor!))
      .orderBy('item.item_id', 'desc')
      .limit(request.limit + 1)
      .execute()
    return pageOf(rows, request, inboxItemView, (row) => row.item_id)
  }
  const cursor = readPlace(request.cursor)
  const rows = await query
    .$if(cursor !== undefined, (query) =>
      query.where(sql<boolean>`(item.priority, item.item_id) > (${cursor!.priority}, ${cursor!.itemId})`),
    )
    .orderBy('item.priority', 'asc')
    .orderBy('item.item_id', 'asc')
    .limit(request.limit + 1)
    .execute()
  return pageOf(rows, request, inboxItemView, (row) => `${row.priority}:${row.item_id}`)
}

/** @throws DomainError for what would be looked for among all runs that there ever were */
function assertNothingOfRun(request: InboxRequest): void {
  const name = (['graphId', 'minCostMicros', 'olderThanSeconds', 'tainted', 'q'] as const).find(
    (name) => request[name] !== undefined,
  )
  if (name === undefined) return
  throw new DomainError(
    'bad_request',
    `“${name}” looks among what waits; ask for status=pending or status=snoozed`,
  )
}

/** What a list of waiting items gave as its cursor. */
function readPlace(cursor: string | undefined): { priority: number; itemId: string } | undefined {
  if (cursor === undefined) return undefined
  const match = /^(\d{1,3}):([0-9a-f-]{36})$/.exec(cursor)
  if (!match) throw invalidCursor()
  return { priority: Number(match[1]), itemId: match[2]! }
}

function filtered({ read, dialect }: Reader, request: InboxRequest, before: string | undefined) {
  const { status, kind, risk, repoId, runId } = request
  const waits = status === 'pending' || status === 'snoozed'
  let query = itemRows(read)
  if (waits) {
    query = ledBy(query, 'item.status', 'pending', 'asc').where(
      'item.snoozed_until',
      status === 'pending' ? 'is' : 'is not',
      null,
    )
  } else if (status !== undefined) query = ledBy(query, 'item.status', status, 'desc')
  // One value is said as such: it may lead an index.
  if (runId !== undefined) query = query.where('item.run_id', '=', runId)
  if (repoId !== undefined) {
    query =
      status === undefined
        ? ledBy(query, 'item.repo_id', repoId, 'desc')
        : query.where('item.repo_id', '=', repoId)
  }
  if (kind?.length === 1) {
    const isLeader = status === undefined && repoId === undefined && runId === undefined
    query = isLeader ? ledBy(query, 'item.kind', kind[0]!, 'desc') : query.where('item.kind', '=', kind[0]!)
  } else if (kind) query = query.where(isOneOf(dialect, 'item.kind', kind))
  if (risk) query = query.where(isOneOf(dialect, 'item.risk', risk))
  for (const condition of aboutTheRun(dialect, request)) query = query.where(condition)
  if (before !== undefined) query = query.where('item.created_at', '<=', before)
  return query
}

/**
 * Each is asked of the one run of an item that waits. As conditions of a join, Postgres would rather read all runs that
 * there ever were.
 */
function aboutTheRun(dialect: DialectName, request: InboxRequest): RawBuilder<SqlBool>[] {
  const { graphId, minCostMicros, tainted, q } = request
  const ofRun = (condition: RawBuilder<unknown>) =>
    sql<SqlBool>`(select ${condition} from runs as asker where asker.run_id = item.run_id)`
  const conditions: RawBuilder<SqlBool>[] = []
  if (graphId !== undefined) conditions.push(ofRun(sql`asker.graph_id = ${graphId}`))
  if (tainted !== undefined)
    conditions.push(ofRun(tainted ? sql`asker.taint is not null` : sql`asker.taint is null`))
  if (minCostMicros !== undefined) {
    const spent =
      dialect === 'postgres'
        ? sql`(counted.spent->>'microUsd')::bigint`
        : sql`json_extract(counted.spent, '$.microUsd')`
    conditions.push(
      sql`coalesce((select ${spent} from run_budgets as counted where counted.run_id = item.run_id), 0) >= ${minCostMicros}`,
    )
  }
  for (const word of (q ?? '').toLowerCase().split(/\s+/).filter(Boolean)) {
    const pattern = `%${word.replace(/[!%_]/g, '!$&')}%`
    const goal = ofRun(sql`lower(asker.goal) like ${pattern} escape '!'`)
    conditions.push(sql`(lower(item.title) like ${pattern} escape '!' or ${goal})`)
  }
  return conditions
}

const itemRows = (read: Kysely<Tables>) =>
  read
    .selectFrom('inbox_items as item')
    .innerJoin('runs as run', 'run.run_id', 'item.run_id')
    .leftJoin('repos as repo', 'repo.repo_id', 'item.repo_id')
    .leftJoin('run_budgets as budget', 'budget.run_id', 'item.run_id')
    .selectAll('item')
    .select([
      'run.goal',
      'run.graph_id',
      'run.status as run_status',
      'run.taint',
      'repo.name as repo_name',
      'budget.spent as budget_spent',
    ])

type ItemRow = Selectable<Tables['inbox_items']> &
  Pick<Selectable<Tables['runs']>, 'goal' | 'graph_id' | 'taint'> & {
    run_status: Selectable<Tables['runs']>['status']
    repo_name: string | null
    budget_spent: string | null
  }

const inboxItemView = (row: ItemRow): InboxItemView => ({
  id: row.item_id,
  kind: row.kind,
  risk: row.risk,
  group: inboxGroup(row.kind, row.risk),
  status: row.status,
  version: row.version,
  subjectHash: row.subject_hash,
  allowed: decodeJson(row.allowed),
  workspaceId: row.workspace_id,
  runId: row.run_id,
  repoId: row.repo_id,
  repoName: row.repo_name,
  title: row.title,
  payload: decodeJson(row.payload),
  run: {
    goal: row.goal,
    graphId: row.graph_id,
    status: row.run_status,
    taint: row.taint === null ? [] : decodeJson(row.taint),
    spentMicroUsd:
      row.budget_spent === null ? null : ((decodeJson(row.budget_spent) as Amounts).microUsd ?? 0),
  },
  decision: row.decision === null ? null : decodeJson(row.decision),
  snoozedUntil: row.snoozed_until,
  createdAt: row.created_at,
  resolvedAt: row.resolved_at,
})
