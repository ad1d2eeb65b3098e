import type { ChecksSeen, PullRequestState, PullRequestView, RunEvent, SeenRemark } from '@pm-bot/domain'
import { changed } from './changed.ts'
import type { Database, Tx } from './database.ts'
import { newestComments } from './github-comments.ts'
import { decodeJson, encodeJson } from './json.ts'

/** Keeps what a run's change became. A run that adds to another's branch has none of its own. */
export async function savePullRequest(
  tx: Tx,
  owner: { runId: string; repoId: string },
  { pullRequest, branch }: Extract<RunEvent, { type: 'pull-request-changed' }>,
): Promise<void> {
  const updated_at = await tx.now()
  const facts = { pull_request: encodeJson(withoutSeen(pullRequest)), updated_at }
  const { number } = pullRequest
  await tx.write(
    tx.db
      .insertInto('run_pull_requests')
      .values({
        run_id: owner.runId,
        repo_id: owner.repoId,
        number,
        branch,
        seen_at: null,
        checks_seen: null,
        ...facts,
      })
      // One for each pull request: that of the run that opened it.
      .onConflict((conflict) => conflict.columns(['repo_id', 'number']).doUpdateSet(facts)),
  )
  changed(tx, 'runs', owner.runId)
}

const withoutSeen = ({ seen: _, ...facts }: PullRequestState) => facts

export interface RunPullRequest {
  runId: string
  number: number
  /** When GitHub says that it last changed. */
  updatedAt: string
  /** Whether that was after its run was told. */
  isChanged: boolean
  /** As the run was told. */
  pullRequest: Omit<PullRequestState, 'seen'>
  checksSeen: ChecksSeen | null
}

/** Pull requests of runs that stand open, or changed since their run was told. */
export async function listRunPullRequests(
  { read }: Pick<Database, 'read'>,
  repoId: string,
): Promise<RunPullRequest[]> {
  const rows = await read
    .selectFrom('run_pull_requests as own')
    .innerJoin('github_objects as object', (join) =>
      join
        .onRef('object.repo_id', '=', 'own.repo_id')
        .onRef('object.number', '=', 'own.number')
        .on('object.kind', '=', 'pr'),
    )
    .select(['own.run_id', 'own.number', 'own.seen_at', 'own.pull_request', 'own.checks_seen'])
    .select('object.updated_at')
    .where('own.repo_id', '=', repoId)
    .execute()
  return rows
    .map((row) => ({
      runId: row.run_id,
      number: row.number,
      updatedAt: row.updated_at,
      isChanged: row.seen_at === null || row.seen_at < row.updated_at,
      pullRequest: decodeJson(row.pull_request),
      checksSeen: row.checks_seen === null ? null : decodeJson(row.checks_seen),
    }))
    .filter(({ isChanged, pullRequest }) => isChanged || pullRequest.state === 'open')
}

export async function saveChecksSeen(tx: Tx, runId: string, seen: ChecksSeen): Promise<void> {
  const checks_seen = encodeJson(seen)
  await tx.write(tx.db.updateTable('run_pull_requests').set({ checks_seen }).where('run_id', '=', runId))
}

const MOST_REMARKS = 500
const MOST_TEXT = 4000

/** Comments of a pull request, oldest first, as far as the last sync saw them. */
export async function listRemarks(
  { read }: Pick<Database, 'read'>,
  repoId: string,
  number: number,
): Promise<SeenRemark[]> {
  const rows = await newestComments(read, repoId, number, MOST_REMARKS)
  return rows.map((row) => ({
    id: `${row.kind}-${row.github_id}`,
    kind: row.kind === 'issue_comment' ? 'comment' : 'line-comment',
    author: row.author,
    association: row.association,
    verdict: null,
    body: row.body.slice(0, MOST_TEXT),
    path: row.path,
    line: row.line,
    url: row.url,
    at: row.created_at,
  }))
}

/** The run was told of what its pull request was at that time. */
export async function markPullRequestSeen(tx: Tx, runId: string, at: string): Promise<void> {
  await tx.write(tx.db.updateTable('run_pull_requests').set({ seen_at: at }).where('run_id', '=', runId))
}

/** Branches of a repository's pull requests that stand open, by their short names. */
export async function listOpenBranches({ read }: Pick<Database, 'read'>, repoId: string): Promise<string[]> {
  const rows = await read
    .selectFrom('run_pull_requests')
    .select(['branch', 'pull_request'])
    .where('repo_id', '=', repoId)
    .execute()
  return rows
    .filter(({ pull_request }) => decodeJson(pull_request).state === 'open')
    .map(({ branch }) => branch)
}

/** As a run's row has them beside it. */
export interface PullRequestColumns {
  pull_request: string | null
  pull_branch: string | null
  seen_at: string | null
}

export function pullRequestView(row: PullRequestColumns): PullRequestView | null {
  if (row.pull_request === null || row.pull_branch === null) return null
  const facts: Omit<PullRequestState, 'seen'> = decodeJson(row.pull_request)
  return { ...facts, branch: row.pull_branch, seenAt: row.seen_at }
}
