import type { ReviewState } from '../contract/reviews-world.ts'
import type { PullIssue } from './pulls.ts'
import type { Account, Repository, Review, ReviewComment } from './records.ts'
import type { State } from './state.ts'
import { touch } from './times.ts'

export function addReview(
  state: State,
  repository: Repository,
  issue: PullIssue,
  { author, state: verdict, body }: { author: Account; state: ReviewState; body: string },
): Review {
  touch(state, issue)
  const review: Review = {
    id: state.nextId(),
    issue,
    author,
    state: verdict,
    body,
    commit: issue.pull.headSha,
    submittedAt: issue.updatedAt,
  }
  repository.reviews.set(review.id, review)
  return review
}

export interface ReviewCommentBy {
  author: Account
  body: string
  path: string
  line: number
  review: Review | null
  inReplyTo: number | null
}

export function addReviewComment(
  state: State,
  repository: Repository,
  issue: PullIssue,
  comment: ReviewCommentBy,
): ReviewComment {
  touch(state, issue)
  const { headSha } = issue.pull
  const at = issue.updatedAt
  const added: ReviewComment = {
    ...comment,
    id: state.nextId(),
    issue,
    originalLine: comment.line,
    commit: headSha,
    originalCommit: headSha,
    createdAt: at,
    updatedAt: at,
  }
  repository.reviewComments.set(added.id, added)
  return added
}
