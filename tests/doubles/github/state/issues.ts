import type { IssueChange, NewIssue } from '../contract/issues-world.ts'
import { accountOf } from './accounts.ts'
import { labelsOf } from './labels.ts'
import type { Account, App, Issue, Repository } from './records.ts'
import type { State } from './state.ts'
import { changedAt, touch } from './times.ts'

export interface IssueBy extends Omit<NewIssue, 'author' | 'authorAssociation'> {
  author: Account
  viaApp?: App | null
}

export function openIssue(state: State, repository: Repository, issue: IssueBy): Issue {
  const at = changedAt(state)
  const opened: Issue = {
    id: state.nextId(),
    number: repository.nextNumber++,
    title: issue.title,
    body: issue.body ?? null,
    author: issue.author,
    labels: labelsOf(state, repository, issue.labels ?? []),
    assignees: (issue.assignees ?? []).map((login) => accountOf(state, login)),
    locked: false,
    state: 'open',
    stateReason: null,
    comments: 0,
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    closedBy: null,
    viaApp: issue.viaApp ?? null,
    pull: null,
  }
  repository.issues.set(opened.number, opened)
  return opened
}

export function changeIssue(
  state: State,
  repository: Repository,
  issue: Issue,
  change: Omit<IssueChange, 'by'>,
  by: Account,
): void {
  touch(state, issue)
  if (change.title !== undefined) issue.title = change.title
  if (change.body !== undefined) issue.body = change.body
  if (change.locked !== undefined) issue.locked = change.locked
  if (change.labels) issue.labels = labelsOf(state, repository, change.labels)
  if (change.assignees) issue.assignees = change.assignees.map((login) => accountOf(state, login))
  if (change.state === 'closed' && issue.state === 'open') close(issue, by, change.stateReason)
  else if (change.state === 'open' && issue.state === 'closed') reopen(issue)
  else if (change.stateReason !== undefined) issue.stateReason = change.stateReason
}

function close(issue: Issue, by: Account, reason: IssueChange['stateReason']): void {
  issue.state = 'closed'
  issue.stateReason = issue.pull ? null : (reason ?? 'completed')
  issue.closedAt = issue.updatedAt
  issue.closedBy = by
}

function reopen(issue: Issue): void {
  issue.state = 'open'
  issue.stateReason = issue.pull ? null : 'reopened'
  issue.closedAt = null
  issue.closedBy = null
}
