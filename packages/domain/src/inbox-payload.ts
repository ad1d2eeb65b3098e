import type { Json } from './canonical-json.ts'
import type { ChangedFile } from './changeset.ts'
import type { PublishPlan, PullRequestPlan } from './publish.ts'

/** What a `run_start` item shows. */
export interface RunStartPayload {
  kind: 'run_start'
  goal: string
  graphId: string
  spec: Json
  repo: { repoId: string; name: string; fullName: string }
}

/** What a `changeset_apply` item shows; the diff itself is at `/api/changesets/:id/diff`. */
export interface ChangesetApplyPayload {
  kind: 'changeset_apply'
  changesetId: string
  goal: string
  repo: { repoId: string; name: string; fullName: string }
  baseSha: string
  branch: string
  message: string
  files: ChangedFile[]
  /** What it becomes on GitHub; a part of the approved bytes. */
  pullRequest?: PullRequestPlan
  /** The run whose branch, and pull request, it is added to. */
  follows?: string
  /**
   * Set when an approved change met a head that had moved: `same` patch needs one key to
   * confirm, a `different` one comes with the interdiff.
   */
  rebased?: { patch: 'same' | 'different'; supersedes: string; formerBaseSha: string }
}

/** What a `publish` item shows; the plan's canonical JSON is the subject. */
export interface PublishItemPayload {
  kind: 'publish'
  plan: PublishPlan
}

export type InboxPayload = RunStartPayload | ChangesetApplyPayload | PublishItemPayload
