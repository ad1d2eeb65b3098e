import type { Account, App, Comment, Issue, Repository } from './records.ts'
import type { State } from './state.ts'
import { changedAt, touch } from './times.ts'

export function addComment(
  state: State,
  repository: Repository,
  issue: Issue,
  { body, author, viaApp = null }: { body: string; author: Account; viaApp?: App | null },
): Comment {
  touch(state, issue)
  issue.comments += 1
  const at = issue.updatedAt
  const comment = { id: state.nextId(), issue, author, body, createdAt: at, updatedAt: at, viaApp }
  repository.comments.set(comment.id, comment)
  return comment
}

export function editComment(state: State, comment: Comment, body: string): void {
  comment.body = body
  comment.updatedAt = changedAt(state, comment.updatedAt)
  touch(state, comment.issue)
}

export function deleteComment(state: State, repository: Repository, comment: Comment): void {
  repository.comments.delete(comment.id)
  comment.issue.comments -= 1
  touch(state, comment.issue)
}

/** In the order in which they were written. */
export function commentsOn(repository: Repository, issue: Issue): Comment[] {
  return [...repository.comments.values()].filter((comment) => comment.issue === issue)
}
