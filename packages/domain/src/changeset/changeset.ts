import type { PullRequestPlan } from './publish.ts'
import type { SecretScan } from './scan-secrets.ts'

/** What a changeset may become. FEATURES B24, with `applying`, `failed` and `superseded`. */
export const CHANGESET_STATUSES = [
  'proposed',
  'approved',
  'applying',
  'applied',
  'rejected',
  'failed',
  'superseded',
] as const
export type ChangesetStatus = (typeof CHANGESET_STATUSES)[number]

/** By whose turn it is, as RUN_ZONES has runs. */
export const CHANGESET_ZONES = {
  'needs-you': ['proposed'],
  'under-way': ['approved', 'applying'],
  done: ['applied', 'rejected', 'failed', 'superseded'],
} as const satisfies Record<string, readonly ChangesetStatus[]>
export type ChangesetZone = keyof typeof CHANGESET_ZONES

/** Git's file modes: plain, executable, symbolic link, submodule. */
export type FileMode = '100644' | '100755' | '120000' | '160000'

/**
 * One path of a bundle. `hash` is the SHA-256 of the content as git stores it (of a link: of
 * its target); for a submodule it is the commit id. A deletion has neither.
 */
export type BundleEntry = { path: string; mode: FileMode; hash: string } | { path: string; deleted: true }

/**
 * Everything that a commit consists of. The file that holds it is canonical JSON, its
 * SHA-256 is the subject hash that a person approves, and the commit that is written is
 * exactly this: same tree, same author, same time, hence the same commit id each time.
 */
export interface ChangesetBundle {
  format: 'pm-bot-changeset/1'
  runId: string
  repoId: string
  baseSha: string
  /** Full name of the branch that will be created, e.g. `refs/heads/pm-bot/0197…`. */
  branch: string
  message: string
  author: { name: string; email: string }
  /** Unix time in seconds. */
  time: number
  entries: readonly BundleEntry[]
  /** Of a repository on GitHub: the pull request that it becomes. */
  pullRequest?: PullRequestPlan
  /** The run whose branch, and pull request, it is added to. */
  follows?: string
}

/** How one path changed, for the eye. */
export interface ChangedFile {
  path: string
  /** The former path of a rename or copy. */
  oldPath?: string
  change: 'added' | 'modified' | 'deleted' | 'renamed' | 'type-changed'
  additions: number
  deletions: number
  binary: boolean
  oldMode: FileMode | null
  mode: FileMode | null
}

/** A changeset as an agent's attempt hands it over: a stored bundle and how it looks. */
export interface ChangesetDraft {
  changesetId: string
  baseSha: string
  branch: string
  message: string
  /** Artifact that holds the bundle's bytes; its hash is the subject hash. */
  bundle: ArtifactRef
  /** Artifact that holds the unified diff. */
  patch: ArtifactRef
  /** Equal for two changesets that make the same change on different bases. */
  patchId: string
  files: readonly ChangedFile[]
  /** As in the bundle, for the eye. */
  pullRequest?: PullRequestPlan
  /** Drafts of older agents lack it. */
  scan?: SecretScan
  /** The change of this run that another one was asked for, and how this one differs from it; null where the diff is too big. */
  former?: { changesetId: string; interdiff: ArtifactRef | null }
}

/** Big payloads live in files; this is all that a message or a row carries of them. */
export interface ArtifactRef {
  artifactId: string
  kind: ArtifactKind
  title: string
  contentType: string
  /** Path below the data directory, with `/` on every system. */
  uri: string
  /** SHA-256 of the bytes. */
  hash: string
  sizeBytes: number
}

export const ARTIFACT_KINDS = [
  'changeset_bundle',
  'patch',
  'interdiff',
  'log',
  'tool_trace',
  'test_report',
  'pr_draft',
  'kept_work',
  'context_pack',
  'answer',
  'transcript',
] as const
export type ArtifactKind = (typeof ARTIFACT_KINDS)[number]

/** The branch that a run's changes are written to, and the only one. */
export function runBranch(runId: string): string {
  return `refs/heads/pm-bot/${runId}`
}

/** Sums for a headline: files touched, lines added, lines removed. */
export function diffStat(files: readonly ChangedFile[]): {
  files: number
  additions: number
  deletions: number
} {
  return files.reduce(
    (sum, file) => ({
      files: sum.files + 1,
      additions: sum.additions + file.additions,
      deletions: sum.deletions + file.deletions,
    }),
    { files: 0, additions: 0, deletions: 0 },
  )
}
