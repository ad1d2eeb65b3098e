import {
  type ChecksSeen,
  type GitHub,
  GitHubRefusedError,
  type GitHubReview,
  isHurried,
  isMarked,
  isWatched,
  type PullRequestState,
  type RunCommand,
  type SeenRemark,
} from '@pm-bot/domain'
import {
  AttemptLostError,
  type AttemptProof,
  listRemarks,
  listRunPullRequests,
  markPullRequestSeen,
  ownsEffect,
  type RunPullRequest,
  saveChecksSeen,
  storeTxOf,
} from '@pm-bot/store'
import type { WorkerContext } from '../worker-context.ts'
import { isSameChecks, lookAtChecks } from './look-at-checks.ts'

interface Asked {
  repoId: string
  fullName: string
  /** Whether the operator asked: then the checks of every open one are looked at. */
  isAsked?: boolean | undefined
}

/**
 * After a sync: tells runs what became of their pull requests, asking GitHub for reviews only of those that changed
 * since the run was told, and for checks of those and of what was pushed of late. Answers whether more are expected.
 */
export async function reportPullRequests(
  context: Pick<WorkerContext, 'store' | 'logger'>,
  github: GitHub,
  asked: Asked,
  attempt: AttemptProof,
): Promise<{ awaitsChecks: boolean }> {
  const { database } = context.store
  let awaitsChecks = false
  for (const pull of await listRunPullRequests(database, asked.repoId)) {
    const now = await database.now()
    const isDue = pull.isChanged || asked.isAsked || isWatched(pull.pullRequest, pull.checksSeen, now)
    if (!isDue) continue
    const { seen } = await reportOne(context, github, { ...asked, pull }, attempt)
    awaitsChecks ||= seen !== null && isHurried({ ...pull.pullRequest, headSha: seen.headSha }, seen, now)
  }
  return { awaitsChecks }
}

interface News {
  seen: ChecksSeen | null
  /** Null where the run knows all of it. */
  message: RunCommand | null
}

async function reportOne(
  { store, logger }: Pick<WorkerContext, 'store' | 'logger'>,
  github: GitHub,
  { pull, ...asked }: Asked & { pull: RunPullRequest },
  attempt: AttemptProof,
): Promise<News> {
  const { runId, number, updatedAt, isChanged, checksSeen } = pull
  const news = await askAbout(store.database, github, asked, pull).catch((error): News => {
    if (!(error instanceof GitHubRefusedError)) throw error
    logger.warn({ err: error, runId, fullName: asked.fullName, number }, 'nothing is said of a pull request')
    return { seen: checksSeen, message: null }
  })
  const { seen, message } = news
  if (!isChanged && !message && seen === checksSeen) return news
  await store.storage.transaction(async (tx) => {
    const inStore = storeTxOf(tx)
    if (!(await ownsEffect(inStore, attempt))) throw new AttemptLostError()
    if (isChanged) await markPullRequestSeen(inStore, runId, seenUpTo(updatedAt, await inStore.now()))
    if (seen && seen !== checksSeen) await saveChecksSeen(inStore, runId, seen)
    if (message) tx.tell({ kind: 'run', key: runId }, message)
  })
  return news
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
  { repoId, fullName }: Asked,
  { number, isChanged, pullRequest: known, checksSeen }: RunPullRequest,
): Promise<News> {
  const askedAt = await database.now()
  let seen = checksSeen
  if (!isChanged) {
    seen = await lookAtChecks(github, { fullName, headSha: known.headSha, before: seen, now: askedAt })
    if (isSameChecks(seen.checks, known.checks)) return { seen, message: null }
  }
  const pull = await github.pull(fullName, number)
  seen = await lookAtChecks(github, { fullName, headSha: pull.head.sha, before: seen, now: askedAt })
  const reviews = await github.reviews(fullName, number)
  const remarks = [...reviews.flatMap(remarkOf), ...(await listRemarks(database, repoId, number))]
  const message: RunCommand = {
    type: 'pull-request-seen',
    askedAt,
    pullRequest: {
      number,
      url: pull.url,
      state: pull.merged ? 'merged' : pull.state,
      draft: pull.draft,
      headSha: pull.head.sha,
      checks: seen.checks,
      review: verdictOf(reviews),
    },
    remarks: remarks.filter(({ body }) => !isMarked(body)).sort(byTime),
  }
  return { seen, message }
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
