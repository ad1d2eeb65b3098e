import type { Random } from '../../../faults/seeds/random.ts'
import type { Seeded } from '../contract/seed-world.ts'
import { accountOf } from '../state/accounts.ts'
import { isPull } from '../state/find.ts'
import type { PullIssue } from '../state/pulls.ts'
import type { Account, Issue, Repository } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { AUTHORS, remark } from './texts.ts'

interface Talk {
  seeded: Issue[]
  comments: number
  reviews: number
  now: number
}

const THREE_DAYS_S = 3 * 86_400

/** What was said, in the order of time, as ids are given. */
export function seedComments(
  state: State,
  repository: Repository,
  random: Random,
  { seeded, comments, reviews, now }: Talk,
): Pick<Seeded, 'comments' | 'reviews' | 'reviewComments'> {
  const plans = seeded.flatMap((issue) => [
    ...plan(random, comments, 'comment' as const, issue, now),
    ...(issue.pull ? plan(random, reviews, 'review' as const, issue, now) : []),
  ])
  const counted = { comments: 0, reviews: 0, reviewComments: 0 }
  for (const { kind, issue, at } of plans.sort((a, b) => a.at - b.at)) {
    const author = accountOf(state, random.pick(AUTHORS))
    issue.updatedAt = Math.max(issue.updatedAt, at)
    if (kind === 'comment') {
      seedComment(state, repository, random, { issue, author, at })
      counted.comments += 1
    } else if (isPull(issue)) {
      counted.reviewComments += seedReview(state, repository, random, { issue, author, at })
      counted.reviews += 1
    }
  }
  return counted
}

/** None to twice as many as the average, each some time after the one before; what would come after now is not said yet. */
function plan<Kind>(random: Random, average: number, kind: Kind, issue: Issue, now: number) {
  let at = issue.createdAt
  const planned = Array.from({ length: random.int(0, average * 2) }, () => {
    at += random.int(60, THREE_DAYS_S) * 1000
    return { kind, issue, at }
  })
  return planned.filter((each) => each.at <= now)
}

interface Said<Where extends Issue = Issue> {
  issue: Where
  author: Account
  at: number
}

function seedComment(
  state: State,
  repository: Repository,
  random: Random,
  { issue, author, at }: Said,
): void {
  const id = state.nextId()
  repository.comments.set(id, {
    id,
    issue,
    author,
    body: remark(random),
    createdAt: at,
    updatedAt: at,
    viaApp: null,
  })
  issue.comments += 1
}

/** Answers how many lines it is about. */
function seedReview(
  state: State,
  repository: Repository,
  random: Random,
  { issue, author, at }: Said<PullIssue>,
): number {
  const { headSha: commit } = issue.pull
  const verdict = random.pick(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED'] as const)
  const review = { id: state.nextId(), issue, author, state: verdict, body: '', commit, submittedAt: at }
  repository.reviews.set(review.id, review)
  if (verdict === 'APPROVED') return 0
  const id = state.nextId()
  repository.reviewComments.set(id, {
    id,
    issue,
    review,
    author,
    body: remark(random),
    path: `src/change-${issue.number}.txt`,
    line: 3,
    originalLine: 3,
    commit,
    originalCommit: commit,
    inReplyTo: null,
    createdAt: at,
    updatedAt: at,
  })
  return 1
}
