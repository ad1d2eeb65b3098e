import type { ArtifactStore } from './artifact-store.ts'
import type { ChangesetBundle, ChangesetDraft } from './changeset.ts'

/** What pm-bot does with git. `@pm-bot/git` answers by running git; nothing else may. */
export interface Git {
  /** @throws NotARepositoryError with a sentence that says what to do. */
  inspect(path: string): Promise<RepositoryFacts>

  /**
   * A private clone of the repository's head: no hard links, no remote, no hooks, no history beyond it.
   * @throws NotARepositoryError when the path no longer is the repository that was registered.
   */
  createWorkspace(options: { source: string; directory: string; signal?: AbortSignal }): Promise<GitWorkspace>

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
    signal?: AbortSignal
  }): Promise<
    { status: 'rebased'; draft: ChangesetDraft } | { status: 'conflict'; paths: string[]; headSha: string }
  >

  /** How one patch differs from another, as a diff of the two patches; for the eye. */
  interdiff(before: Uint8Array, after: Uint8Array): Promise<Uint8Array>
}

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
  }): Promise<ChangesetDraft | null>
}

export type ApplyResult =
  | { status: 'applied'; commitSha: string; adopted: boolean }
  | { status: 'base-moved'; headSha: string }
  /** Somebody else's branch stands under the run's name. It is left alone. */
  | { status: 'branch-taken'; branch: string; sha: string }

export class NotARepositoryError extends Error {
  override name = 'NotARepositoryError'
}

/** The change cannot be put into one commit; the sentence says which path and why. */
export class UnbundleableChangeError extends Error {
  override name = 'UnbundleableChangeError'
}
