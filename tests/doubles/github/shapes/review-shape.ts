import { associationOf } from '../state/accounts.ts'
import type { Repository, Review, ReviewComment } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { isoTime } from '../state/times.ts'
import { apiOf, pageOf } from './links.ts'
import { nodeId } from './node-id.ts'
import { reactionsShape } from './reactions-shape.ts'
import { userShape } from './user-shape.ts'

export function reviewShape(state: State, repository: Repository, review: Review) {
  const { id, issue } = review
  const html = `${pageOf(state, repository)}/pull/${issue.number}#pullrequestreview-${id}`
  const pull = `${apiOf(state, repository)}/pulls/${issue.number}`
  return {
    id,
    node_id: nodeId('PRR', id),
    user: userShape(state, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pull,
    author_association: associationOf(repository, review.author),
    _links: { html: { href: html }, pull_request: { href: pull } },
    submitted_at: isoTime(review.submittedAt),
    commit_id: review.commit,
  }
}

export function reviewCommentShape(state: State, repository: Repository, comment: ReviewComment) {
  const { id, issue, line } = comment
  const url = `${apiOf(state, repository)}/pulls/comments/${id}`
  const html = `${pageOf(state, repository)}/pull/${issue.number}#discussion_r${id}`
  const pull = `${apiOf(state, repository)}/pulls/${issue.number}`
  return {
    url,
    pull_request_review_id: comment.review?.id ?? null,
    id,
    node_id: nodeId('PRRC', id),
    diff_hunk: `@@ -0,0 +${comment.originalLine} @@`,
    path: comment.path,
    commit_id: comment.commit,
    original_commit_id: comment.originalCommit,
    ...(comment.inReplyTo !== null && { in_reply_to_id: comment.inReplyTo }),
    user: userShape(state, comment.author),
    body: comment.body,
    created_at: isoTime(comment.createdAt),
    updated_at: isoTime(comment.updatedAt),
    html_url: html,
    pull_request_url: pull,
    author_association: associationOf(repository, comment.author),
    _links: { self: { href: url }, html: { href: html }, pull_request: { href: pull } },
    reactions: reactionsShape(url),
    start_line: null,
    original_start_line: null,
    start_side: null,
    line,
    original_line: comment.originalLine,
    side: 'RIGHT',
    original_position: comment.originalLine,
    position: line,
    subject_type: 'line',
  }
}
