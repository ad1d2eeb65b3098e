import { openIssue } from './issues.ts'
import type { Comment, Issue, Repository } from './records.ts'
import type { State } from './state.ts'

export function deleteIssue(repository: Repository, issue: Issue): void {
  takeOut(repository, issue)
  repository.deleted.add(issue.number)
}

/** With its comments. Answers its new number. */
export function transferIssue(state: State, from: Repository, issue: Issue, to: Repository): number {
  const comments = takeOut(from, issue)
  const opened = openIssue(state, to, {
    title: issue.title,
    body: issue.body,
    author: issue.author,
    labels: issue.labels.map(({ name }) => name),
  })
  const { id, number, labels, updatedAt } = opened
  Object.assign(opened, issue, { id, number, labels, updatedAt })
  for (const comment of comments) to.comments.set(comment.id, { ...comment, issue: opened })
  from.transferred.set(issue.number, { repository: to, number })
  return number
}

/** Answers the comments that left with it. */
function takeOut(repository: Repository, issue: Issue): Comment[] {
  repository.issues.delete(issue.number)
  const comments = [...repository.comments.values()].filter((comment) => comment.issue === issue)
  for (const { id } of comments) repository.comments.delete(id)
  return comments
}
