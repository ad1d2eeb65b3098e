import {
  type Amounts,
  isTerminalRunStatus,
  type Page,
  RUN_STATUSES,
  RUN_ZONES,
  type RunStatus,
  type RunView,
  type RunZone,
} from '@pm-bot/domain'
import type { Kysely, Selectable } from 'kysely'
import type { Database, Reader } from './database.ts'
import { isOneOf } from './is-one-of.ts'
import { decodeJson } from './json.ts'
import { ledBy, type PageRequest, pageOf, readCursor } from './page.ts'
import { type PullRequestColumns, pullRequestView } from './run-pull-requests.ts'
import type { Tables } from './tables.ts'

const runRows = (read: Kysely<Tables>) =>
  read
    .selectFrom('runs as run')
    .innerJoin('repos as repo', 'repo.repo_id', 'run.repo_id')
    // A run that adds to another's branch shows that one's pull request.
    .leftJoin('run_pull_requests as pull', (join) =>
      join.on('pull.run_id', '=', (eb) => eb.fn.coalesce('run.follows', 'run.run_id')),
    )
    .leftJoin('run_budgets as budget', 'budget.run_id', 'run.run_id')
    .selectAll('run')
    .select([
      'repo.name as repo_name',
      'pull.pull_request',
      'pull.seen_at',
      'pull.branch as pull_branch',
      'budget.spent as budget_spent',
    ])

export async function lookUpRun(
  { read }: Pick<Database, 'read'>,
  runId: string,
): Promise<RunView | undefined> {
  const row = await runRows(read).where('run.run_id', '=', runId).executeTakeFirst()
  return row && runView(row)
}

/** By their ids; those that are not there are left out. */
export async function lookUpRuns(
  { read, dialect }: Reader,
  runIds: readonly string[],
): Promise<Map<string, RunView>> {
  const rows = await runRows(read)
    .where(isOneOf(dialect, 'run.run_id', runIds))
    .execute()
  return new Map(rows.map((row) => [row.run_id, runView(row)]))
}

export interface RunsRequest extends PageRequest {
  status?: RunStatus | undefined
  zone?: RunZone | undefined
  repoId?: string | undefined
  /** Only those that were made from this run: tried again, forked, or added to its branch. */
  madeFrom?: string | undefined
}

/** Newest first. */
export async function listRuns({ read }: Reader, request: RunsRequest): Promise<Page<RunView>> {
  const { zone, status } = request
  if (zone === undefined) return pageOf(await rowsOf(read, request), request, runView, (row) => row.run_id)
  // The index has each status in order, and no two of them together.
  const statuses = RUN_ZONES[zone].filter((each) => status === undefined || each === status)
  const lists = await Promise.all(statuses.map((each) => rowsOf(read, { ...request, status: each })))
  const rows = lists.flat().sort((a, b) => (a.run_id < b.run_id ? 1 : -1))
  return pageOf(rows.slice(0, request.limit + 1), request, runView, (row) => row.run_id)
}

async function rowsOf(read: Kysely<Tables>, request: RunsRequest): Promise<RunRow[]> {
  const cursor = readCursor(request.cursor)
  const { status, repoId, madeFrom } = request
  return await runRows(read)
    .$if(status !== undefined, (query) => ledBy(query, 'run.status', status!, 'desc'))
    .$if(repoId !== undefined, (query) =>
      status === undefined
        ? ledBy(query, 'run.repo_id', repoId!, 'desc')
        : query.where('run.repo_id', '=', repoId!),
    )
    .$if(madeFrom !== undefined, (query) => query.where('run.run_id', 'in', madeFromRun(read, madeFrom!)))
    .$if(cursor !== undefined, (query) => query.where('run.run_id', '<', cursor!))
    .orderBy('run.run_id', 'desc')
    .limit(request.limit + 1)
    .execute()
}

/** One read for each index, none of which has all of them. */
function madeFromRun(read: Kysely<Tables>, runId: string) {
  const by = (column: 'retry_of' | 'fork_of' | 'follows') =>
    read.selectFrom('runs').select('run_id').where(column, '=', runId)
  return by('retry_of').unionAll(by('fork_of')).unionAll(by('follows'))
}

/** How many runs of a repository have not come to an end. */
export async function countUnfinishedRuns({ read }: Pick<Database, 'read'>, repoId: string): Promise<number> {
  const unfinished = RUN_STATUSES.filter((status) => !isTerminalRunStatus(status))
  const { count } = await read
    .selectFrom('runs')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('repo_id', '=', repoId)
    .where('status', 'in', unfinished)
    .executeTakeFirstOrThrow()
  return Number(count)
}

type RunRow = Selectable<Tables['runs']> & {
  repo_name: string
  budget_spent: string | null
} & PullRequestColumns

const runView = (row: RunRow): RunView => ({
  id: row.run_id,
  workspaceId: row.workspace_id,
  repoId: row.repo_id,
  repoName: row.repo_name,
  goal: row.goal,
  graphId: row.graph_id,
  spec: decodeJson(row.spec),
  status: row.status,
  reason: row.reason,
  threadId: row.thread_id,
  baseSha: row.base_sha,
  branch: row.branch,
  commitSha: row.commit_sha,
  changesetId: row.changeset_id,
  retryOf: row.retry_of,
  follows: row.follows,
  templateId: row.template_id,
  scheduleId: row.schedule_id,
  forkOf: row.fork_of,
  forkCheckpointId: row.fork_checkpoint_id,
  pullRequest: pullRequestView(row),
  tools: row.tools === null ? null : decodeJson(row.tools),
  budget: row.budget === null ? null : decodeJson(row.budget),
  spentMicroUsd: row.budget_spent === null ? null : ((decodeJson(row.budget_spent) as Amounts).microUsd ?? 0),
  taint: row.taint === null ? [] : decodeJson(row.taint),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  version: row.version,
})
