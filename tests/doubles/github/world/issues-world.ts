import type { IssuesWorld } from '../contract/issues-world.ts'
import { accountOf } from '../state/accounts.ts'
import { issueNumbered, repositoryNamed } from '../state/find.ts'
import { changeIssue, openIssue } from '../state/issues.ts'
import { labelOf } from '../state/labels.ts'
import { deleteIssue, transferIssue } from '../state/leave.ts'
import type { State } from '../state/state.ts'
import { writtenBy } from '../state/written-by.ts'
import { issueView } from './issue-view.ts'

export const issuesWorld = (state: State): IssuesWorld => {
  const change: IssuesWorld['changeIssue'] = (fullName, number, { by, ...wanted }) => {
    const repository = repositoryNamed(state, fullName)
    const account = by === undefined ? repository.owner : accountOf(state, by)
    changeIssue(state, repository, issueNumbered(repository, number), wanted, account)
  }
  return {
    openIssue(fullName, issue) {
      const repository = repositoryNamed(state, fullName)
      return openIssue(state, repository, { ...issue, author: writtenBy(state, repository, issue) }).number
    },
    changeIssue: change,
    closeIssue(fullName, number, stateReason = 'completed') {
      change(fullName, number, { state: 'closed', stateReason })
    },
    reopenIssue(fullName, number) {
      change(fullName, number, { state: 'open' })
    },
    deleteIssue(fullName, number) {
      const repository = repositoryNamed(state, fullName)
      deleteIssue(repository, issueNumbered(repository, number))
    },
    transferIssue(fullName, number, toFullName) {
      const repository = repositoryNamed(state, fullName)
      const target = repositoryNamed(state, toFullName)
      return transferIssue(state, repository, issueNumbered(repository, number), target)
    },
    issues(fullName) {
      const repository = repositoryNamed(state, fullName)
      const issues = [...repository.issues.values()].toSorted((a, b) => a.number - b.number)
      return issues.map((issue) => issueView(repository, issue))
    },
    issue(fullName, number) {
      const repository = repositoryNamed(state, fullName)
      return issueView(repository, issueNumbered(repository, number))
    },
    addLabel(fullName, label) {
      labelOf(state, repositoryNamed(state, fullName), label)
    },
    labels: (fullName) => [...repositoryNamed(state, fullName).labels.values()].map(({ name }) => name),
  }
}
