import type { IssueView } from '../contract/issues-world.ts'
import { associationOf } from '../state/accounts.ts'
import type { Issue, Repository } from '../state/records.ts'
import { isoTime, isoTimeOrNull } from '../state/times.ts'

export function issueView(repository: Repository, issue: Issue): IssueView {
  return {
    id: issue.id,
    number: issue.number,
    kind: issue.pull ? 'pull' : 'issue',
    title: issue.title,
    body: issue.body,
    state: issue.state,
    stateReason: issue.stateReason,
    author: issue.author.login,
    authorAssociation: associationOf(repository, issue.author),
    labels: issue.labels.map(({ name }) => name),
    assignees: issue.assignees.map(({ login }) => login),
    comments: issue.comments,
    createdAt: isoTime(issue.createdAt),
    updatedAt: isoTime(issue.updatedAt),
    closedAt: isoTimeOrNull(issue.closedAt),
  }
}
