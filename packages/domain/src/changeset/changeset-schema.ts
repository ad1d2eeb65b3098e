import { type Static, Type } from 'typebox'
import { RUN_STATUSES } from '../run/run-status.ts'
import { PageQuery } from '../values/api-schema.ts'
import { Hash, Id, nullable, oneOf, Sha, strict, Time, Version } from '../values/schema-parts.ts'
import { CHANGESET_STATUSES, CHANGESET_ZONES, type ChangesetZone } from './changeset.ts'

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

const SecretScanView = Type.Object({
  lines: Type.Integer({ description: 'Added lines that were looked through.' }),
  binaries: Type.Integer({ description: 'Binary files, which have no lines.' }),
  suspects: Type.Array(
    Type.Object({
      path: Type.String(),
      line: nullable(Type.Integer({ description: 'In the new file; null where it is the file itself.' })),
      why: oneOf(['file', 'assigned'] as const),
    }),
  ),
  more: Type.Integer({ description: 'Suspects beyond those.' }),
})

/** A changeset as the list has it. */
export const ChangesetSummary = Type.Object({
  id: Id,
  runId: Id,
  repoId: Id,
  repoName: Type.String(),
  run: Type.Object({ goal: Type.String(), graphId: Type.String(), status: oneOf(RUN_STATUSES) }),
  status: oneOf(CHANGESET_STATUSES),
  reason: nullable(Type.String({ description: 'Why it stands so, in a sentence.' })),
  baseSha: Sha,
  branch: Type.String(),
  message: Type.String(),
  stat: Type.Object({ files: Type.Integer(), additions: Type.Integer(), deletions: Type.Integer() }),
  appliedCommitSha: nullable(Sha),
  /** The changeset that this one took the place of. */
  supersedes: nullable(Id),
  createdAt: Time,
  updatedAt: Time,
  version: Version,
})
export type ChangesetSummary = Static<typeof ChangesetSummary>

export const ChangesetView = Type.Object({
  ...ChangesetSummary.properties,
  subjectHash: Hash,
  files: Type.Array(ChangedFileView),
  secretScan: nullable(SecretScanView),
  /** The item by which it is, or was, decided; null where there is none any more. */
  itemId: nullable(Id),
  hasInterdiff: Type.Boolean({
    description: 'Whether its diff against the one that it supersedes is there.',
  }),
})
export type ChangesetView = Static<typeof ChangesetView>

export const ChangesetsQuery = Type.Object(
  {
    ...PageQuery.properties,
    status: Type.Optional(oneOf(CHANGESET_STATUSES)),
    /** Several statuses at once. */
    zone: Type.Optional(oneOf(Object.keys(CHANGESET_ZONES) as ChangesetZone[])),
    repoId: Type.Optional(Id),
  },
  strict,
)

export const DiffQuery = Type.Object(
  {
    against: Type.Optional(oneOf(['base', 'superseded'] as const)),
  },
  strict,
)
