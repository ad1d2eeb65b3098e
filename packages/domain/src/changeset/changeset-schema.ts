import { type Static, Type } from 'typebox'
import { Hash, Id, nullable, oneOf, Sha, strict, Time, Version } from '../values/schema-parts.ts'
import { CHANGESET_STATUSES } from './changeset.ts'

export const ChangedFileView = Type.Object({
  path: Type.String(),
  oldPath: Type.Optional(Type.String()),
  change: oneOf(['added', 'modified', 'deleted', 'renamed', 'type-changed'] as const),
  additions: Type.Integer(),
  deletions: Type.Integer(),
  binary: Type.Boolean(),
  oldMode: nullable(Type.String()),
  mode: nullable(Type.String()),
})
export const ChangesetView = Type.Object({
  id: Id,
  runId: Id,
  repoId: Id,
  status: oneOf(CHANGESET_STATUSES),
  baseSha: Sha,
  branch: Type.String(),
  message: Type.String(),
  subjectHash: Hash,
  files: Type.Array(ChangedFileView),
  appliedCommitSha: nullable(Sha),
  /** The changeset that this one took the place of. */
  supersedes: nullable(Id),
  createdAt: Time,
  updatedAt: Time,
  version: Version,
})
export type ChangesetView = Static<typeof ChangesetView>
export const DiffQuery = Type.Object(
  {
    against: Type.Optional(oneOf(['base', 'superseded'] as const)),
  },
  strict,
)
