import type { Json } from './canonical-json.ts'
import type { ChangedFile } from './changeset.ts'

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
  /**
   * Set when an approved change met a head that had moved: `same` patch needs one key to
   * confirm, a `different` one comes with the interdiff.
   */
  rebased?: { patch: 'same' | 'different'; supersedes: string; formerBaseSha: string }
}

export type InboxPayload = RunStartPayload | ChangesetApplyPayload
