/**
 * What pm-bot does with GitHub. `@pm-bot/github` answers with Octokit; nothing else may. Reading and writing are
 * two ports: only what publishes holds the second one, and its first act is a look at the decision.
 */
export interface GitHub {
  /** Who asks and what that may; one request, or two for an App. */
  connection(): Promise<GitHubConnection>

  /** Every repository that the credential sees, a page at a time, most recently pushed first. Without a credential there are none. */
  visibleRepos(signal?: AbortSignal): AsyncIterable<GitHubPage<GitHubRepo>>

  /** @throws GitHubRefusedError with status 404 when there is none, or the credential does not see it */
  repo(fullName: string, known?: KnownTag): Promise<Conditional<GitHubRepo>>

  /** How many there are of each kind, by the number of the last page of one, or nearly: five to seven requests. */
  count(fullName: string, since: string | null): Promise<GitHubCounts>

  /**
   * One page of issues and pull requests together, as GitHub lists them. Oldest change first where `since` is
   * given, so that the next page is asked for by what this one held and not by a number that shifts. GitHub
   * refuses pages behind the first few thousand of this list with 422.
   */
  issues(
    fullName: string,
    query: IssuesQuery,
    known?: KnownTag,
  ): Promise<Conditional<GitHubPage<GitHubIssue>>>

  /** Newest change first: the list takes no `since`. */
  pulls(fullName: string, query: PullsQuery, known?: KnownTag): Promise<Conditional<GitHubPage<GitHubPull>>>

  /** Comments of all issues and pull requests, oldest change first. */
  issueComments(
    fullName: string,
    query: CommentsQuery,
    known?: KnownTag,
  ): Promise<Conditional<GitHubPage<GitHubComment>>>
  /** Comments on lines of all pull requests, oldest change first. */
  reviewComments(
    fullName: string,
    query: CommentsQuery,
    known?: KnownTag,
  ): Promise<Conditional<GitHubPage<GitHubComment>>>

  /** All comments of one issue or pull request, or all on lines of one pull request. */
  commentsOf(fullName: string, number: number, kind: GitHubComment['kind']): Promise<GitHubComment[]>

  labels(fullName: string, page: number, known?: KnownTag): Promise<Conditional<GitHubPage<GitHubLabel>>>

  reviews(fullName: string, number: number): Promise<GitHubReview[]>
  /** Check runs and commit statuses together. With the tag of an earlier answer, two requests that cost nothing while nothing changed. */
  checkRuns(fullName: string, headSha: string, known?: ChecksTag | null): Promise<ChecksAnswer>
  pull(fullName: string, number: number): Promise<GitHubPull>

  /** What became of an issue that no list shows any more. */
  fateOf(fullName: string, number: number): Promise<'there' | 'deleted' | 'transferred'>

  /** Where git reaches the repository, and the header that lets it in; null without a credential. */
  remote(fullName: string): Promise<GitRemote>
}

/** Writes of which each looks for its own trace first, so that a second attempt finds what the first one did. */
export interface GitHubWriter {
  /** @throws GitHubRefusedError */
  ensurePullRequest(options: {
    fullName: string
    /** Short name of the branch that holds the change. */
    head: string
    base: string
    title: string
    body: string
    draft: boolean
    labels: readonly string[]
    /** Text that only this pull request's body holds, made by markerOf. */
    marker: string
  }): Promise<EnsuredPull>

  ensureComment(options: {
    fullName: string
    number: number
    body: string
    marker: string
  }): Promise<Ensured & { url: string }>
  /** Deletes what equals the first comment with this marker: two attempts that ran at once left two. */
  repairComments(options: { fullName: string; number: number; marker: string }): Promise<{ removed: number }>
  /** Looks for the marker among those that were made since, or among the newest 300 where that is null. */
  ensureIssue(options: {
    since: string | null
    fullName: string
    title: string
    body: string
    labels: readonly string[]
    marker: string
  }): Promise<Ensured & { number: number; url: string }>
  addLabels(options: { fullName: string; number: number; labels: readonly string[] }): Promise<Ensured>
  removeLabel(options: { fullName: string; number: number; label: string }): Promise<Ensured>
  /** Closes an issue or a pull request; never merges. */
  close(options: { fullName: string; number: number }): Promise<Ensured>
}

/** `adopted`: it was there already, by an earlier attempt. */
export interface Ensured {
  adopted: boolean
}

export interface EnsuredPull extends Ensured {
  number: number
  url: string
  /** False where the repository refuses drafts: then it carries the label `draft` instead. */
  draft: boolean
  headSha: string
  state: 'open' | 'closed'
}

export interface GitRemote {
  url: string
  /** `Authorization: Basic …`; given to git through its environment, never written anywhere. */
  header: string | null
}

export interface GitHubConnection {
  auth: 'none' | 'token' | 'app'
  login: string | null
  /** Of an App: where it is installed. */
  installations: string[]
  /** When the credential ends; null when it does not say. */
  expiresAt: string | null
  /** What a classic token says of itself; fine-grained ones and Apps do not. */
  scopes: string[] | null
  rate: RateSnapshot | null
}

/** An answer's tag, and whose answer it was: another credential gets another. */
export interface KnownTag {
  identity: string
  etag: string
}

/** `unchanged` is a 304, which costs an authorised caller nothing. */
export type Conditional<Value> =
  | { status: 'unchanged'; rate: RateSnapshot | null }
  | { status: 'found'; value: Value; tag: KnownTag | null; rate: RateSnapshot | null }

export interface GitHubPage<Item> {
  items: Item[]
  /** Whether GitHub says that there is a next page. */
  hasNext: boolean
}

/** Tags of both lists that hold checks; null where a list gave none, or more than one page. */
export interface ChecksTag {
  identity: string
  runs: string | null
  statuses: string | null
}

export type ChecksAnswer =
  | { status: 'unchanged' }
  | { status: 'found'; checks: GitHubCheck[]; tag: ChecksTag | null }

/** What GitHub said last about what is left of the quota. */
export interface RateSnapshot {
  limit: number
  remaining: number
  resetAt: string
  at: string
}

export interface IssuesQuery {
  state: 'open' | 'all'
  /** Only what changed at or after this moment, oldest change first. Null: everything, oldest first. */
  since: string | null
  page: number
}
export interface PullsQuery {
  state: 'open' | 'all'
  page: number
}
export interface CommentsQuery {
  since: string | null
  page: number
}

export interface GitHubCounts {
  /** Issues and pull requests together, open ones and all (since the given moment). */
  open: number
  all: number
  pulls: number
  comments: number
  reviewComments: number
}

export interface GitHubRepo {
  fullName: string
  private: boolean
  defaultBranch: string
  description: string | null
  openIssues: number
  pushedAt: string | null
  archived: boolean
  canPush: boolean
}

/** Whose words these are, as GitHub says it: OWNER, MEMBER, COLLABORATOR, CONTRIBUTOR, NONE … */
export type AuthorAssociation = string

export interface GitHubIssue {
  number: number
  isPull: boolean
  title: string
  state: 'open' | 'closed'
  author: string | null
  association: AuthorAssociation
  labels: string[]
  comments: number
  createdAt: string
  updatedAt: string
  /** As GitHub sent it. */
  raw: unknown
}

export interface GitHubPull {
  number: number
  title: string
  state: 'open' | 'closed'
  draft: boolean
  merged: boolean
  head: { ref: string; sha: string; fullName: string | null }
  base: { ref: string; sha: string }
  url: string
  updatedAt: string
  raw: unknown
}

export interface GitHubComment {
  /** `issue_comment` or `review_comment`; ids are unique within a kind. */
  kind: 'issue_comment' | 'review_comment'
  id: number
  /** Of the issue or pull request. */
  number: number
  author: string | null
  association: AuthorAssociation
  body: string
  /** Of a comment on a line. */
  path: string | null
  line: number | null
  url: string
  createdAt: string
  updatedAt: string
}

export interface GitHubReview {
  id: number
  author: string | null
  association: AuthorAssociation
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING'
  body: string
  submittedAt: string | null
}

export interface GitHubCheck {
  name: string
  status: 'queued' | 'in_progress' | 'completed'
  /** Null while it is not completed. */
  conclusion: string | null
  url: string | null
}

export interface GitHubLabel {
  name: string
  color: string
  description: string | null
}

/** GitHub said no. The message is GitHub's own; the hint says what cures it. */
export class GitHubRefusedError extends Error {
  override name = 'GitHubRefusedError'
  /** HTTP status, or the nearest to it where pm-bot itself says no: 401 without a usable key, 422 for what it must not do. */
  readonly status: number
  readonly hint: string | null

  constructor(status: number, message: string, hint: string | null) {
    super(message)
    this.status = status
    this.hint = hint
  }
}

/** The quota, or a secondary limit: nothing is asked before this moment. `rate` is what that answer said of the quota. */
export class GitHubLimitError extends Error {
  override name = 'GitHubLimitError'
  readonly until: string
  readonly rate: RateSnapshot | null

  constructor(message: string, until: string, rate: RateSnapshot | null = null) {
    super(message)
    this.until = until
    this.rate = rate
  }
}
