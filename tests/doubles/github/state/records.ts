import type { Association, Permissions } from '../contract/accounts-world.ts'
import type { CheckConclusion, CommitStatus } from '../contract/checks-world.ts'
import type { StateReason } from '../contract/issues-world.ts'
import type { ReviewState } from '../contract/reviews-world.ts'

/** What is kept. Times are milliseconds. */

export interface Account {
  id: number
  login: string
  type: 'User' | 'Organization' | 'Bot'
  name: string | null
  createdAt: number
}

/** A personal access token. */
export interface Token {
  account: Account
  kind: 'fine-grained' | 'classic'
  repositories: 'all' | Set<Repository>
  permissions: Permissions
  expiresAt: number | undefined
}

export interface App {
  id: number
  slug: string
  name: string
  publicKey: string
  permissions: Permissions
  owner: Account
  bot: Account
  createdAt: number
}

export interface Installation {
  id: number
  app: App
  account: Account
  repositories: 'all' | Set<Repository>
  permissions: Permissions
  suspendedAt: number | null
  createdAt: number
}

/** Made from an App's JWT, for less than all that the installation may. */
export interface InstallationToken {
  installation: Installation
  repositories: 'all' | Set<Repository>
  permissions: Permissions
  expiresAt: number
}

export interface Repository {
  id: number
  owner: Account
  name: string
  private: boolean
  archived: boolean
  drafts: boolean
  description: string | null
  language: string | null
  topics: string[]
  defaultBranch: string
  /** The bare repository. */
  path: string
  createdAt: number
  updatedAt: number
  pushedAt: number
  nextNumber: number
  /** `refs/heads/main` to sha, as last seen. */
  refs: Map<string, string>
  labels: Map<string, Label>
  /** Pull requests too. */
  issues: Map<number, Issue>
  deleted: Set<number>
  transferred: Map<number, { repository: Repository; number: number }>
  comments: Map<number, Comment>
  reviews: Map<number, Review>
  reviewComments: Map<number, ReviewComment>
  checkRuns: Map<number, CheckRun>
  statuses: Map<number, Status>
  associations: Map<Account, Association>
}

export interface Label {
  id: number
  name: string
  color: string
  description: string | null
}

export interface Issue {
  id: number
  number: number
  title: string
  body: string | null
  author: Account
  labels: Label[]
  assignees: Account[]
  locked: boolean
  state: 'open' | 'closed'
  stateReason: StateReason | null
  comments: number
  createdAt: number
  updatedAt: number
  closedAt: number | null
  closedBy: Account | null
  viaApp: App | null
  pull: Pull | null
}

export interface Pull {
  /** Unlike the issue's. */
  id: number
  head: string
  headSha: string
  base: string
  baseSha: string
  draft: boolean
  mergedAt: number | null
  mergedBy: Account | null
  mergeCommitSha: string | null
}

export interface Comment {
  id: number
  issue: Issue
  author: Account
  body: string
  createdAt: number
  updatedAt: number
  viaApp: App | null
}

export interface Review {
  id: number
  issue: Issue
  author: Account
  state: ReviewState
  body: string
  commit: string
  submittedAt: number
}

export interface ReviewComment {
  id: number
  issue: Issue
  review: Review | null
  author: Account
  body: string
  path: string
  /** Null once a push took the line away. */
  line: number | null
  originalLine: number
  commit: string
  originalCommit: string
  inReplyTo: number | null
  createdAt: number
  updatedAt: number
}

export interface CheckRun {
  id: number
  sha: string
  name: string
  status: 'queued' | 'in_progress' | 'completed'
  conclusion: CheckConclusion | null
  title: string | null
  summary: string | null
  startedAt: number
  completedAt: number | null
}

export interface Status extends Required<Omit<CommitStatus, 'description' | 'targetUrl'>> {
  id: number
  sha: string
  description: string | null
  targetUrl: string | null
  createdAt: number
  updatedAt: number
}
