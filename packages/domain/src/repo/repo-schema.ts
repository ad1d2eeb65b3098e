import { type Static, Type } from 'typebox'
import { Id, nullable, oneOf, strict, Time, Version } from '../values/schema-parts.ts'
import { REPO_SOURCES } from './repo.ts'
import { RepoPolicyBody, RepoPolicyView } from './repo-policy-schema.ts'
import { IMPORT_DEPTHS } from './repo-sync.ts'
import { RepoSyncView } from './repo-sync-schema.ts'

export const RepoView = Type.Object({
  id: Id,
  workspaceId: Id,
  source: oneOf(REPO_SOURCES),
  fullName: Type.String({
    description: 'Of a local repository: its absolute path; of one on GitHub: owner/name.',
  }),
  name: Type.String(),
  path: nullable(Type.String()),
  defaultBranch: nullable(Type.String()),
  status: oneOf(['active', 'disabled'] as const),
  addedAt: Time,
  maxRuns: Type.Integer({ description: 'Runs at work on it at once; others wait for a place.' }),
  policy: RepoPolicyView,
  /** Null for a local repository. */
  sync: nullable(RepoSyncView),
  version: Version,
})
export type RepoView = Static<typeof RepoView>
/** One of both: a repository of this machine by its path, or one on GitHub by its name. */
export const AddRepoBody = Type.Object(
  {
    workspaceId: Type.Optional(Id),
    path: Type.Optional(Type.String({ minLength: 1, maxLength: 4096, pattern: '^/[^\\u0000]*$' })),
    fullName: Type.Optional(Type.String({ minLength: 3, maxLength: 200, pattern: '^[^\\u0000-\\u001f]*$' })),
    depth: Type.Optional(oneOf(IMPORT_DEPTHS)),
  },
  strict,
)
export type AddRepoBody = Static<typeof AddRepoBody>
/** A status by itself, or what else there is to set. */
export const PatchRepoBody = Type.Object(
  {
    status: Type.Optional(oneOf(['active', 'disabled'] as const)),
    maxRuns: Type.Optional(nullable(Type.Integer({ minimum: 1, maximum: 64 }))),
    policy: Type.Optional(RepoPolicyBody),
  },
  { ...strict, minProperties: 1, maxProperties: 2 },
)
export type PatchRepoBody = Static<typeof PatchRepoBody>
