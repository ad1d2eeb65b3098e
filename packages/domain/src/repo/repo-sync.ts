import { DomainError } from '../values/errors.ts'
import type { PollBounds } from './repo-policy.ts'

/** How much of what is there is imported at first; afterwards every change is. */
export const IMPORT_DEPTHS = ['open', '90-days', '180-days', 'all'] as const
export type ImportDepth = (typeof IMPORT_DEPTHS)[number]

/** How many days back a depth goes; null: to the beginning. */
export const IMPORT_DAYS: Record<Exclude<ImportDepth, 'open'>, number | null> = {
  '90-days': 90,
  '180-days': 180,
  all: null,
}

/**
 * `import` goes on where an earlier one got to; `refresh` asks for what changed; `reconcile` looks for what no
 * list of changes shows: what was deleted or transferred.
 */
export const SYNC_MODES = ['import', 'refresh', 'reconcile'] as const
export type SyncMode = (typeof SYNC_MODES)[number]

/** Why GitHub is asked: a person or a webhook waits, a timer does not. */
export type SyncCause =
  | 'registered'
  | 'enabled'
  | 'operator'
  | 'poll'
  | 'webhook'
  | 'published'
  | 'cache-cleared'

/** What a GitHub repository's actor knows of its synchronisation. */
export interface RepoSync {
  depth: ImportDepth
  /** PMBOT_SYNC_INTERVAL_SECONDS, as the worker of the last sync had it. */
  intervalSeconds: number
  /** The effect under way; there is never a second one. */
  work: { effectId: string; mode: SyncMode } | null
  /** The last one if it failed and nothing came after it: it can be put back to work. */
  failed?: { effectId: string; mode: SyncMode } | null
  /** Asked for while one was under way: one more follows, whoever and however many asked. */
  again: SyncCause | null
  isImported: boolean
  failures: number
  lastSyncAt: string | null
  /** When a sync last found something new. */
  lastChangeAt: string | null
  reconciledAt: string | null
  /** When the timer brings the next look; null while one is under way. */
  nextPollAt: string | null
  /** Whether checks are expected of what a run pushed of late. Older states lack it. */
  awaitsChecks?: boolean
}

export const NEW_SYNC: RepoSync = {
  depth: 'open',
  intervalSeconds: 300,
  work: null,
  again: null,
  isImported: false,
  failures: 0,
  lastSyncAt: null,
  lastChangeAt: null,
  reconciledAt: null,
  nextPollAt: null,
}

/** The local clone that private clones are made from. */
export interface RepoClone {
  /** The effect that brings it up to date. */
  work: string | null
  /** The last one if it failed: it can be put back to work. */
  failed?: string | null
  /** Runs that wait for it; each is told. */
  waiting: string[]
  /** Of those that asked while one was under way: they get one that began after they asked. */
  next: string[]
  fetchedAt: string | null
  /** When the timer brings the next fetch; null while none is due. Older states lack it. */
  nextRefreshAt?: string | null
}

export const NEW_CLONE: RepoClone = { work: null, waiting: [], next: [], fetchedAt: null }

export interface SyncRepoPayload {
  repoId: string
  fullName: string
  depth: ImportDepth
  mode: SyncMode
  /** Whether somebody waits for it, who may know of checks that were run again. */
  isAsked?: boolean
}

/** Where a sync has got to; written with each page, so that a kill costs one page at most. */
export interface SyncPosition {
  effectId: string
  /** How many this effect read, in all its attempts. */
  pages: number
  /** What the depth is counted back from. */
  startedAt: string
  /** Null until the repository itself was looked at. */
  defaultBranch: string | null
  /** Lists that were read to their end. */
  done: string[]
  /** The one under way. */
  walk: SyncWalk | null
  /** Numbers of what changed: what was said there is counted once all comments were read. */
  touched?: number[]
  /** Of pull requests among them that were not known before and are older than what is known. */
  returned?: number[]
}

export interface SyncWalk {
  list: string
  since: string | null
  page: number
  /** The newest change seen in this list so far. */
  newest: string | null
}

export interface SyncProgress {
  phase: string
  pages: number
  objects: number
  /** An estimate; null while there is none. */
  total: number | null
  requests: number
  startedAt: string
  secondsLeft: number | null
}

/** By list: the newest change that was seen, from the data and never from a clock. */
export interface SyncCursors {
  issues: string | null
  pulls: string | null
  comments: string | null
  reviewComments: string | null
}

/** An answer's tag, with the query that it answered. */
export interface ListTag {
  query: string
  identity: string
  etag: string
}

export type SyncRepoResult =
  | {
      status: 'synced'
      changed: number
      defaultBranch: string
      intervalSeconds: number
      /** Whether checks are expected of what a run pushed of late. */
      awaitsChecks?: boolean
      at: string
    }
  /** A part of a long import; the next effect goes on from there. */
  | { status: 'continues' }
  /** GitHub said no, and asking again at once would be answered alike. */
  | { status: 'refused'; message: string; hint: string | null }

export interface UpdateClonePayload {
  repoId: string
  fullName: string
  /** As the last sync saw it; null before the first one. */
  defaultBranch: string | null
}
export type UpdateCloneResult =
  | { status: 'updated'; headSha: string; at: string }
  | { status: 'refused'; message: string; hint: string | null }

/** `owner/name`, as GitHub allows them. */
const FULL_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/

/** GitHub does not tell names apart by case, so neither does the id of a repository. */
export function readFullName(text: string): string {
  const name = text
    .trim()
    .replace(/^https:\/\/[^/]+\//, '')
    .replace(/\.git$/, '')
    .replace(/\/$/, '')
  if (FULL_NAME.test(name)) return name
  throw new DomainError('bad_request', `“${text}” is no repository's name; give it as owner/name`)
}

export interface PollFacts {
  /** PMBOT_SYNC_INTERVAL_SECONDS */
  intervalSeconds: number
  now: string
  lastChangeAt: string | null
  failures: number
  /** Whether checks are expected, which show in nothing else. */
  awaitsChecks?: boolean | undefined
  /** Between 0 and 1; the same each time for one repository, so that many do not ask at once. */
  jitter: number
  /** The policy's. */
  bounds?: PollBounds | null | undefined
}

const MINUTE = 60
const HOUR = 60 * MINUTE

/**
 * Seconds until the next look: a fifth of the interval, at least a minute, within half an hour of a change and while
 * checks are expected; the interval for a day; then longer, up to six times; all within the bounds of the repository.
 * After failures it doubles, up to six hours: GitHub is then left alone for longer than the bounds say.
 */
export function pollDelaySeconds({
  intervalSeconds,
  now,
  lastChangeAt,
  failures,
  awaitsChecks = false,
  jitter,
  bounds,
}: PollFacts): number {
  const quiet =
    lastChangeAt === null ? Number.POSITIVE_INFINITY : (Date.parse(now) - Date.parse(lastChangeAt)) / 1000
  const spread = 0.9 + jitter * 0.2
  const within = (seconds: number) => (bounds ? Math.min(bounds.max, Math.max(bounds.min, seconds)) : seconds)
  if (failures > 0) {
    const doubled = Math.min(6 * HOUR, within(intervalSeconds) * 2 ** Math.min(failures - 1, 10)) * spread
    return Math.max(bounds?.min ?? 0, doubled)
  }
  if (quiet < HOUR / 2 || awaitsChecks)
    return within(Math.min(intervalSeconds, Math.max(MINUTE, intervalSeconds / 5)) * spread)
  if (quiet < 24 * HOUR) return within(intervalSeconds * spread)
  return within(intervalSeconds * Math.min(6, 1 + quiet / (24 * HOUR)) * spread)
}

export const RECONCILE_SECONDS = 7 * 24 * HOUR
