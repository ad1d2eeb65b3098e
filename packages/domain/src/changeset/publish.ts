import { canonicalJson, sha256Hex } from '../values/canonical-json.ts'

/** What a person can allow to be written to GitHub besides a changeset, each with what a lost answer means. */
export type PublishOperation =
  | { op: 'comment'; number: number; body: string }
  | { op: 'add-labels'; number: number; labels: readonly string[] }
  | { op: 'remove-label'; number: number; label: string }
  | { op: 'create-issue'; title: string; body: string; labels: readonly string[] }
  | { op: 'close'; number: number }
  | { op: 'delete-branch'; branch: string; sha: string }

/** All that is decided about at once; its canonical JSON is the subject. */
export interface PublishPlan {
  format: 'pm-bot-publish/1'
  runId: string
  repoId: string
  fullName: string
  operations: readonly PublishOperation[]
}

export const publishBytes = (plan: PublishPlan): Uint8Array => Buffer.from(canonicalJson(plan))
export const publishHash = (plan: PublishPlan): string => sha256Hex(publishBytes(plan))

export interface PublishPayload {
  runId: string
  decisionId: string
  /** What was written for it came later. Older payloads lack it. */
  decidedAt?: string
  plan: PublishPlan
}

export interface OperationReport {
  op: PublishOperation['op'] | 'push-branch' | 'open-pull-request'
  /** `adopted`: an earlier attempt had done it. */
  status: 'done' | 'adopted' | 'refused'
  /** In words, with GitHub's own where it refused. */
  detail: string
  url: string | null
}

export type PublishResult =
  | { status: 'published'; operations: OperationReport[] }
  /** Some were done and one was refused for good; nothing behind it was tried. */
  | { status: 'refused'; operations: OperationReport[]; reason: string }
  | { status: 'not-allowed'; reason: string }

/** What a run's changeset asks for on GitHub besides its branch; a part of the bundle, so approved with its bytes. */
export interface PullRequestPlan {
  fullName: string
  /** Short name of the branch that it is to be merged into, by a person. */
  base: string
  title: string
  body: string
  labels: readonly string[]
}

/** How a run's pull request stands, as far as GitHub was asked. */
export interface PullRequestState {
  number: number
  url: string
  state: 'open' | 'closed' | 'merged'
  draft: boolean
  headSha: string
  checks: { total: number; failed: number; pending: number }
  review: 'none' | 'approved' | 'changes-requested' | 'commented'
  /** Ids of reviews and comments that the run was told of. */
  seen: readonly string[]
}

/** What GitHub says of a run's pull request now. */
export interface SeenPullRequest {
  pullRequest: Omit<PullRequestState, 'seen'>
  /** Database time just before GitHub was asked. */
  askedAt: string
  /** Oldest first. */
  remarks: readonly SeenRemark[]
}

/** A review or a comment. Its words are somebody's, and data. */
export interface SeenRemark {
  /** Unique among the remarks of a pull request. */
  id: string
  kind: 'review' | 'comment' | 'line-comment'
  author: string | null
  association: string
  /** Of a review. */
  verdict: string | null
  body: string
  path: string | null
  line: number | null
  url: string | null
  at: string | null
}

export const shortName = (branch: string): string => branch.replace(/^refs\/heads\//, '')
