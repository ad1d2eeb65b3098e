import {
  type GitHub,
  type GitHubCheck,
  GitHubRefusedError,
  type GitHubReview,
  isMarked,
  type PullRequestState,
  type RunCommand,
  type SeenRemark,
} from '@pm-bot/domain'
import {
  AttemptLostError,
  type AttemptProof,
  listChangedPullRequests,
  listRemarks,
  markPullRequestSeen,
  ownsEffect,
  storeTxOf,
} from '@pm-bot/store'
import type { WorkerContext } from '../worker-context.ts'

/**
 * After a sync: tells runs what became of their pull requests, asking GitHub for reviews and checks only of those
 * that changed since the run was told, or whose checks are not done: what checks come to changes no pull request.
 */
export async function reportPullRequests(
  { store, logger }: Pick<WorkerContext, 'store' | 'logger'>,
  github: GitHub,
  { repoId, fullName }: { repoId: string; fullName: string },
  attempt: AttemptProof,
): Promise<void> {
  for (const { runId, number, updatedAt } of await listChangedPullRequests(store.database, repoId)) {
    const message = await askAbout(store.database, github, { repoId, fullName, number }).catch((error) => {
      if (!(error instanceof GitHubRefusedError)) throw error
      logger.warn({ err: error, runId, fullName, number }, 'nothing is said of a pull request')
    })
    await store.storage.transaction(async (tx) => {
      const inStore = storeTxOf(tx)
      if (!(await ownsEffect(inStore, attempt))) throw new AttemptLostError()
      await markPullRequestSeen(inStore, runId, seenUpTo(updatedAt, await inStore.now()))
      if (message) tx.tell({ kind: 'run', key: runId }, message)
    })
  }
}

const SETTLED_MS = 60_000

/**
 * GitHub's times are whole seconds. What is said in a second that was looked at already changes no time, so the last
 * minute's changes are looked at once more.
 */
function seenUpTo(updatedAt: string, now: string): string {
  const isSettled = Date.parse(now) - Date.parse(updatedAt) > SETTLED_MS
  return isSettled ? updatedAt : new Date(Date.parse(updatedAt) - 1).toISOString()
}

async function askAbout(
  database: WorkerContext['store']['database'],
  github: GitHub,
  { repoId, fullName, number }: { repoId: string; fullName: string; number: number },
): Promise<RunCommand> {
  const askedAt = await database.now()
  const pull = await github.pull(fullName, number)
  const checks = await github.checkRuns(fullName, pull.head.sha)
  const reviews = await github.reviews(fullName, number)
  const remarks = [...reviews.flatMap(remarkOf), ...(await listRemarks(database, repoId, number))]
  return {
    type: 'pull-request-seen',
    askedAt,
    pullRequest: {
      number,
      url: pull.url,
      state: pull.merged ? 'merged' : pull.state,
      draft: pull.draft,
      headSha: pull.head.sha,
      checks: sumUp(checks),
      review: verdictOf(reviews),
    },
    remarks: remarks.filter(({ body }) => !isMarked(body)).sort(byTime),
  }
}

function sumUp(checks: readonly GitHubCheck[]): PullRequestState['checks'] {
  const isFailed = ({ conclusion }: GitHubCheck) =>
    conclusion !== null && !['success', 'neutral', 'skipped'].includes(conclusion)
  return {
    total: checks.length,
    failed: checks.filter(isFailed).length,
    pending: checks.filter(({ status }) => status !== 'completed').length,
  }
}

/** The last word of each reviewer counts; a remark without a verdict takes none back. */
function verdictOf(reviews: readonly GitHubReview[]): PullRequestState['review'] {
  const last = new Map<string | null, GitHubReview['state']>()
  for (const { author, state } of reviews)
    if (state !== 'COMMENTED' && state !== 'PENDING') last.set(author, state)
  const words = [...last.values()]
  if (words.includes('CHANGES_REQUESTED')) return 'changes-requested'
  if (words.includes('APPROVED')) return 'approved'
  return reviews.some(({ state }) => state === 'COMMENTED') ? 'commented' : 'none'
}

const MOST_TEXT = 4000

/** One without words is only the envelope of its comments on lines. */
function remarkOf({ id, author, association, state, body, submittedAt }: GitHubReview): SeenRemark[] {
  if (state === 'PENDING' || (state === 'COMMENTED' && body.trim() === '')) return []
  return [
    {
      id: `review-${id}-${state}`,
      kind: 'review',
      author,
      association,
      verdict: state,
      body: body.slice(0, MOST_TEXT),
      path: null,
      line: null,
      url: null,
      at: submittedAt,
    },
  ]
}

const byTime = (a: SeenRemark, b: SeenRemark): number => ((a.at ?? '') < (b.at ?? '') ? -1 : 1)
