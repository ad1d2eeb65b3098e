import type { Association } from './accounts-world.ts'

export type StateReason = 'completed' | 'not_planned' | 'duplicate' | 'reopened'

export interface NewIssue {
  title: string
  body?: string | null
  author?: string
  authorAssociation?: Association
  /** Labels that the repository lacks are made. */
  labels?: string[]
  assignees?: string[]
}

export interface IssueChange {
  title?: string
  body?: string | null
  state?: 'open' | 'closed'
  stateReason?: StateReason | null
  labels?: string[]
  assignees?: string[]
  locked?: boolean
  by?: string
}

/** An issue, or the issue's side of a pull request. */
export interface IssueView {
  id: number
  number: number
  kind: 'issue' | 'pull'
  title: string
  body: string | null
  state: 'open' | 'closed'
  stateReason: StateReason | null
  author: string
  authorAssociation: Association
  labels: string[]
  assignees: string[]
  comments: number
  createdAt: string
  updatedAt: string
  closedAt: string | null
}

export interface NewLabel {
  name: string
  color?: string
  description?: string | null
}

export interface IssuesWorld {
  openIssue(fullName: string, issue: NewIssue): number
  /** Also of pull requests. */
  changeIssue(fullName: string, number: number, change: IssueChange): void
  closeIssue(fullName: string, number: number, reason?: StateReason): void
  reopenIssue(fullName: string, number: number): void
  /** Answered with 410 from now on, and in no list. */
  deleteIssue(fullName: string, number: number): void
  /** Answered with 301 from now on, and in no list. Answers its new number. */
  transferIssue(fullName: string, number: number, toFullName: string): number
  /** In order of number, pull requests too. */
  issues(fullName: string): IssueView[]
  issue(fullName: string, number: number): IssueView
  addLabel(fullName: string, label: NewLabel): void
  labels(fullName: string): string[]
}
