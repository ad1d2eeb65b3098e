import type { ArtifactStore } from '../agent/artifact-store.ts'
import type { ArtifactRef, ChangesetBundle, ChangesetDraft } from '../changeset/changeset.ts'
import type { PullRequestPlan } from '../changeset/publish.ts'
import type { GitRemote } from '../github/github-port.ts'

/** What pm-bot does with git. `@pm-bot/git` answers by running git; nothing else may. */
export interface Git {
  /** @throws NotARepositoryError with a sentence that says what to do. */
  inspect(path: string): Promise<RepositoryFacts>

  /**
   * A private clone of the repository's head, of another ref, or of one commit: no hard links, no remote, no hooks, no history
   * beyond it. Nothing is written into the source.
   * @throws NotARepositoryError when the path no longer is the repository that was registered.
   * @throws BaseGoneError when the source no longer has the commit.
   */
  createWorkspace(options: {
    source: string
    directory: string
    /** Full name; the head unless named. */
    ref?: string | undefined
    /** A commit's full id, instead of a ref: the base that an earlier attempt began from. */
    commit?: string | undefined
    signal?: AbortSignal
  }): Promise<GitWorkspace>

  /** Opens a workspace that createWorkspace made earlier in this directory. */
  openWorkspace(directory: string): Promise<GitWorkspace>

  /**
   * Creates the bundle's commit and its branch in the target from nothing; nothing else of
   * the target is touched. Doing it again finds the same commit and says `applied`.
   * @throws NotARepositoryError when the path no longer is the repository that was registered.
   */
  apply(options: {
    target: string
    bundle: ChangesetBundle
    readBlob: (hash: string) => Promise<Uint8Array>
    /** Asked once more just before the branch appears; throws when the write is not allowed any more. */
    mayWrite?: () => Promise<void>
  }): Promise<ApplyResult>

  /**
   * The bundle's change carried over to the target's present head, in a fresh workspace in
   * `directory`. Undefined when it no longer fits there.
   * @throws NotARepositoryError when the path no longer is the repository that was registered.
   */
  rebase(options: {
    target: string
    bundle: ChangesetBundle
    directory: string
    artifacts: ArtifactStore
    /** Full name of what it is carried over to; the head unless named. */
    ref?: string | undefined
    signal?: AbortSignal
  }): Promise<
    { status: 'rebased'; draft: ChangesetDraft } | { status: 'conflict'; paths: string[]; headSha: string }
  >

  /** How one patch differs from another, as a diff of the two patches; for the eye. */
  interdiff(before: Uint8Array, after: Uint8Array): Promise<Uint8Array>

  /**
   * Brings a bare clone, of the newest commits alone, to what the remote holds; makes it where there is none. Its
   * head is the remote's default branch. One at a time for each directory, across processes.
   * @throws RemoteRefusedError
   */
  updateClone(options: {
    directory: string
    remote: GitRemote
    /** Full names of further branches; those that are gone are gone here as well. */
    branches?: readonly string[]
    /** A commit that is wanted as well, if the remote still gives it away. */
    commit?: string
    signal?: AbortSignal
  }): Promise<{ headSha: string; branch: string }>

  /**
   * The bundle's commit, written into a clone without a ref; the same bundle gives the same commit each time.
   * Undefined where its base is not there any more.
   */
  commit(options: {
    clone: string
    bundle: ChangesetBundle
    readBlob: (hash: string) => Promise<Uint8Array>
  }): Promise<string | undefined>

  /** The commit that a branch of the remote is at; null where there is none. @throws RemoteRefusedError */
  remoteBranch(options: { remote: GitRemote; branch: string; signal?: AbortSignal }): Promise<string | null>

  /**
   * Moves one branch of the remote forward to this commit, or makes it; only while it is where it is expected.
   * Never throws a commit of the branch away. Whatever was answered, the remote is asked how it ended.
   * @throws RemoteRefusedError
   */
  push(options: {
    clone: string
    remote: GitRemote
    commitSha: string
    /** Full name. */
    branch: string
    /** Null: there must be no such branch. */
    expected: string | null
    signal?: AbortSignal
  }): Promise<PushResult>

  /**
   * Deletes a branch of a run while it is at this commit; the remote itself compares, so that one that moved in the
   * last moment stays. Whatever was answered, the remote is asked how it ended. @throws RemoteRefusedError
   */
  deleteBranch(options: {
    remote: GitRemote
    /** Full name; below `refs/heads/pm-bot/`. */
    branch: string
    expected: string
    signal?: AbortSignal
  }): Promise<DeleteBranchResult>
}

export type DeleteBranchResult =
  /** `adopted`: it was gone already. */
  { status: 'deleted'; adopted: boolean } | { status: 'moved'; sha: string }

export type PushResult =
  /** `adopted`: it was there already. */
  { status: 'pushed'; adopted: boolean } | { status: 'branch-taken'; branch: string; sha: string }

export interface RepositoryFacts {
  /** Absolute path, symbolic links resolved: the work tree's top, or the bare repository. */
  path: string
  name: string
  bare: boolean
  headSha: string
  /** Short name of the checked out branch; null when the head is detached. */
  branch: string | null
  /** True when the checkout has uncommitted changes: a run will not see them. */
  dirty: boolean
}

/** What can be asked of a private clone. Paths are literal, and relative to its top. */
export type CloneQuestion =
  /** Files that differ from the base. */
  | { what: 'status' }
  /** The same as a unified diff. */
  | { what: 'diff'; path?: string }
  /** Commits up to the base, newest first. */
  | { what: 'log'; path?: string; most: number }
  /** Lines of text files that are not ignored, as `path:line:text`. */
  | { what: 'search'; pattern: string; regex: boolean; ignoreCase: boolean; path?: string }

/** The question cannot be answered as it is asked; the sentence says why. */
export class CloneQuestionError extends Error {
  override name = 'CloneQuestionError'
}

/** A private clone that one attempt of one run works in. */
export interface GitWorkspace {
  /** Where the agent works: a checkout with a `.git` of its own. */
  workDirectory: string
  baseSha: string
  /**
   * Everything that differs from the base, stored as a bundle and a patch; null when
   * nothing does. Reads through a git directory that the agent never saw, so nothing the
   * agent wrote into its own `.git` has a say.
   * @throws UnbundleableChangeError e.g. for a repository nested in the work tree
   */
  collect(options: {
    runId: string
    repoId: string
    message: string
    artifacts: ArtifactStore
    /** Unix time in seconds, of the commit to be. */
    time: number
    /** What becomes of it on GitHub. */
    pullRequest?: PullRequestPlan | undefined
    /** The run whose branch it is added to, instead of a new one. */
    follows?: string | undefined
  }): Promise<ChangesetDraft | null>

  /**
   * The same as a bundle alone, which another clone of the base can be put into. Equal work gives equal bytes; null when
   * nothing differs. @throws UnbundleableChangeError
   */
  keep(options: { runId: string; repoId: string; artifacts: ArtifactStore }): Promise<ArtifactRef | null>

  /**
   * Makes the work tree what a new clone of the base is with this bundle's change, or without any: files, modes, links and
   * deletions; line ends as the repository's attributes say. Whatever else lay there is gone, ignored files and the
   * agent's own commits as well. Does nothing where the change is that already.
   */
  restore(
    bundle: ChangesetBundle | null,
    readBlob: (hash: string) => Promise<Uint8Array>,
  ): Promise<'restored' | 'unchanged'>

  /**
   * How what one bundle makes of the base differs from what another makes of it, as a patch; empty where both are alike.
   * @throws UnbundleableChangeError where it is too big to be read
   */
  compare(options: {
    before: ChangesetBundle
    after: ChangesetBundle
    readBlob: (hash: string) => Promise<Uint8Array>
  }): Promise<Uint8Array>

  /**
   * Answers in text, empty where there is nothing. Asked of a git directory that the agent never saw.
   * @throws CloneQuestionError e.g. for a pattern that is none, or too much to show
   * @throws UnbundleableChangeError where what lies in the work tree cannot be compared
   */
  show(question: CloneQuestion, signal?: AbortSignal): Promise<string>
}

export type ApplyResult =
  | { status: 'applied'; commitSha: string; adopted: boolean }
  | { status: 'base-moved'; headSha: string }
  /** Somebody else's branch stands under the run's name. It is left alone. */
  | { status: 'branch-taken'; branch: string; sha: string }

/** The remote said no, and asking again at once would be answered alike. The message is its own. */
export class RemoteRefusedError extends Error {
  override name = 'RemoteRefusedError'
  readonly hint: string | null

  constructor(message: string, hint: string | null) {
    super(message)
    this.hint = hint
  }
}

export class NotARepositoryError extends Error {
  override name = 'NotARepositoryError'
}

/** The commit that a run began from is in the repository no more. */
export class BaseGoneError extends Error {
  override name = 'BaseGoneError'
}

/** The change cannot be put into one commit; the sentence says which path and why. */
export class UnbundleableChangeError extends Error {
  override name = 'UnbundleableChangeError'
}
