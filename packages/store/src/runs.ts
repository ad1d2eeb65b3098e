import { isTerminalRunStatus, type Page, RUN_STATUSES, type RunStatus, type RunView } from '@pm-bot/domain'
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
    .selectAll('run')
    .select(['repo.name as repo_name', 'pull.pull_request', 'pull.seen_at', 'pull.branch as pull_branch'])

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

/** Newest first. */
export async function listRuns(
  { read }: Database,
  request: PageRequest & { status?: RunStatus | undefined; repoId?: string | undefined },
): Promise<Page<RunView>> {
  const cursor = readCursor(request.cursor)
  const { status, repoId } = request
  const rows = await runRows(read)
    .$if(status !== undefined, (query) => ledBy(query, 'run.status', status!, 'desc'))
    .$if(repoId !== undefined, (query) =>
      status === undefined
        ? ledBy(query, 'run.repo_id', repoId!, 'desc')
        : query.where('run.repo_id', '=', repoId!),
    )
    .$if(cursor !== undefined, (query) => query.where('run.run_id', '<', cursor!))
    .orderBy('run.run_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return pageOf(rows, request, runView, (row) => row.run_id)
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

type RunRow = Selectable<Tables['runs']> & { repo_name: string } & PullRequestColumns

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
  taint: row.taint === null ? [] : decodeJson(row.taint),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  version: row.version,
})
