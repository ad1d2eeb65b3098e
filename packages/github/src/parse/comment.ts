import type { GitHubComment } from '@pm-bot/domain'
import { type Fields, readFields, UnreadableAnswerError } from './fields.ts'

export const readIssueComment = (raw: unknown): GitHubComment => readComment('issue_comment', raw)
export const readReviewComment = (raw: unknown): GitHubComment => readComment('review_comment', raw)

function readComment(kind: GitHubComment['kind'], raw: unknown): GitHubComment {
  const comment = readFields(raw, 'comments')
  return {
    kind,
    id: comment.number('id'),
    number: numberAtEnd(comment, kind === 'issue_comment' ? 'issue_url' : 'pull_request_url'),
    author: comment.object('user')?.text('login') ?? null,
    association: comment.text('author_association') ?? 'NONE',
    body: comment.text('body') ?? '',
    path: kind === 'review_comment' ? comment.text('path') : null,
    // Null when the line is gone from the newest diff; then the original one is still known.
    line: kind === 'review_comment' ? (comment.count('line') ?? comment.count('original_line')) : null,
    url: comment.string('html_url'),
    createdAt: comment.time('created_at'),
    updatedAt: comment.time('updated_at'),
  }
}

/** A comment says only by an address to what it belongs. */
function numberAtEnd(comment: Fields, name: string): number {
  const number = Number(/\/(\d+)$/.exec(comment.string(name))?.[1])
  if (Number.isSafeInteger(number)) return number
  throw new UnreadableAnswerError(`GitHub's answer to comments has no number at the end of “${name}”.`)
}
