import type { FaultKind } from './faults.ts'

export interface LoggedRequest {
  method: string
  /** With its query; without `/api/v3` where it is REST. */
  path: string
  kind: 'rest' | 'git'
  /** A login, `app/<id>`, `installation/<id>`, `anonymous` or `unknown token`. Never a token. */
  actor: string
  /** Short, and different for each token. */
  tokenId: string
  /** What would have been answered, where a fault kept it back. */
  status: number
  spentQuota: boolean
  fault: FaultKind | null
  /** Milliseconds by the real clock. */
  startedAt: number
  endedAt: number
}

export type WriteKind =
  | 'create-issue'
  | 'update-issue'
  | 'create-comment'
  | 'update-comment'
  | 'delete-comment'
  | 'create-label'
  | 'add-labels'
  | 'remove-label'
  | 'create-pull'
  | 'update-pull'
  | 'merge-pull'
  | 'delete-ref'
  | 'push'

/** Something that a client changed. What the test changes through `world` is not among them. */
export interface AppliedWrite {
  kind: WriteKind
  repository: string
  actor: string
  /** The number of an issue or pull request, the id of a comment, the name of a label or ref. */
  target: string | number
  /** What was sent: the JSON body, or the refs of a push. */
  body: unknown
  /** False where a fault kept the answer back. */
  answered: boolean
}

/** One ref of one push. */
export interface LoggedPush {
  repository: string
  actor: string
  ref: string
  /** Forty zeros where there was none, or is none any more. */
  before: string
  after: string
  /** True where `after` does not descend from `before`. */
  forced: boolean
  applied: boolean
}

/** What pm-bot must never do. */
export interface Violation {
  kind: 'force-push' | 'foreign-branch' | 'merge'
  actor: string
  repository: string
  detail: string
}

export interface RequestLog {
  requests(): LoggedRequest[]
  writes(): AppliedWrite[]
  pushes(): LoggedPush[]
  /** Also what was refused. */
  violations(): Violation[]
  /**
   * Where the double is at fault, one sentence each: an answer that GitHub's description forbids, an
   * endpoint that it lacks, a bug. Every test should find it empty.
   */
  problems(): string[]
  /** Forgets requests, writes, pushes, violations and bitten faults, never problems. */
  clear(): void
}
