import { type Static, Type } from 'typebox'
import { nullable, oneOf, Time } from '../values/schema-parts.ts'
import { IMPORT_DEPTHS, SYNC_MODES } from './repo-sync.ts'

export const RateView = Type.Object({
  limit: Type.Integer(),
  remaining: Type.Integer(),
  resetAt: Time,
  at: Time,
})
export type RateView = Static<typeof RateView>

/** What GitHub, or git on its way there, answered last, word for word, and what cures it. */
export const SyncErrorView = Type.Object({
  message: Type.String(),
  hint: nullable(Type.String()),
  at: Time,
  /** Where GitHub asked for a wait: when it is tried again. */
  until: Type.Optional(Time),
})

/** How a GitHub repository's cache stands. */
export const RepoSyncView = Type.Object({
  depth: oneOf(IMPORT_DEPTHS),
  /** `waiting`: asked for, and no worker has begun. */
  status: oneOf(['idle', 'waiting', 'syncing'] as const),
  mode: nullable(oneOf(SYNC_MODES)),
  isImported: Type.Boolean(),
  lastSyncAt: nullable(Time),
  nextSyncAt: nullable(Time),
  /** The newest change that the cache knows of: what is asked for next is what came after it. */
  cursorAt: nullable(Time),
  headSha: nullable(Type.String()),
  /** Whether everybody may read it, as GitHub said last; null until it said so. */
  visibility: nullable(oneOf(['public', 'private'] as const)),
  failures: Type.Integer(),
  error: nullable(SyncErrorView),
  rate: nullable(RateView),
  /** Of a sync under way; `total` is an estimate, null while there is none. */
  progress: nullable(
    Type.Object({
      phase: Type.String(),
      pages: Type.Integer(),
      objects: Type.Integer(),
      total: nullable(Type.Integer()),
      requests: Type.Integer(),
      startedAt: Time,
      secondsLeft: nullable(Type.Integer()),
    }),
  ),
  openIssues: Type.Integer(),
  openPulls: Type.Integer(),
  objects: Type.Integer(),
  clone: Type.Object({ fetchedAt: nullable(Time), error: nullable(SyncErrorView) }),
})
export type RepoSyncView = Static<typeof RepoSyncView>
