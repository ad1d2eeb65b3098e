import type { RuleContext } from '../run/decide-run.ts'
import type { Repo, RepoEvent } from './repo.ts'
import {
  NEW_SYNC,
  pollDelaySeconds,
  RECONCILE_SECONDS,
  type RepoSync,
  type SyncCause,
  type SyncMode,
} from './repo-sync.ts'

/** Between two looks that webhooks ask for: a busy repository sends one a second. */
const HINT_SECONDS = 20

/** One sync at a time: whoever asks while one is under way gets one that begins afterwards. */
export function startSync(repo: Repo, cause: SyncCause, context: RuleContext): RepoEvent[] {
  if (repo.status !== 'active' || repo.source !== 'github') return []
  const sync = repo.sync ?? NEW_SYNC
  if (sync.work) return [{ type: 'sync-asked-again', cause }]
  return [
    { type: 'sync-requested', effectId: context.newId(), mode: modeOf(sync, context.now), cause },
    { type: 'poll-scheduled', dueAt: null },
  ]
}

function modeOf(sync: RepoSync, now: string): SyncMode {
  if (!sync.isImported) return 'import'
  const isDue = sync.reconciledAt === null || secondsSince(sync.reconciledAt, now) >= RECONCILE_SECONDS
  return isDue ? 'reconcile' : 'refresh'
}

export function pollNow(repo: Repo, context: RuleContext): RepoEvent[] {
  // The sync under way sets the next timer when it ends.
  return repo.sync?.work ? [] : startSync(repo, 'poll', context)
}

/** A look that came a moment ago is not repeated: the next one is brought forward instead. */
export function hintSync(repo: Repo, cause: 'webhook' | 'published', context: RuleContext): RepoEvent[] {
  const sync = repo.sync
  if (cause === 'webhook' && repo.status === 'active' && sync && !sync.work) {
    // After failures GitHub is left alone until its time has come.
    if (sync.failures > 0) return []
    const soon = after(sync.lastSyncAt, HINT_SECONDS, context.now)
    if (soon !== null) {
      const isDueBefore = sync.nextPollAt !== null && sync.nextPollAt <= soon
      return isDueBefore ? [] : [{ type: 'poll-scheduled', dueAt: soon }]
    }
  }
  return startSync(repo, cause, context)
}

export function stopSync({ sync }: Repo): RepoEvent[] {
  if (!sync) return []
  return [
    ...(sync.work ? [{ type: 'sync-cancelled' as const, effectId: sync.work.effectId }] : []),
    { type: 'poll-scheduled', dueAt: null },
  ]
}

export function clearCache(repo: Repo, by: string, context: RuleContext): RepoEvent[] {
  return [
    ...stopSync(repo),
    { type: 'cache-cleared', by },
    { type: 'sync-requested', effectId: context.newId(), mode: 'import', cause: 'cache-cleared' },
  ]
}

/** What follows once a sync ended: the one that was asked for meanwhile, or a look after a while. */
export function goOnSyncing(repo: Repo, context: RuleContext): RepoEvent[] {
  const sync = repo.sync
  if (!sync || repo.status !== 'active') return []
  const isAsked = sync.again !== null && sync.again !== 'webhook' && sync.again !== 'poll'
  if (isAsked && (sync.failures === 0 || sync.again === 'operator')) {
    return startSync({ ...repo, sync: { ...sync, again: null } }, sync.again!, context)
  }
  const delay = pollDelaySeconds({
    intervalSeconds: sync.intervalSeconds,
    now: context.now,
    lastChangeAt: sync.lastChangeAt,
    failures: sync.failures,
    awaitsChecks: sync.awaitsChecks,
    jitter: spreadOf(repo),
    bounds: repo.policy?.pollSeconds,
  })
  const isHurried = sync.again === 'webhook' && sync.failures === 0
  const seconds = isHurried ? Math.min(HINT_SECONDS, delay) : delay
  return [{ type: 'poll-scheduled', dueAt: plusSeconds(context.now, seconds) }]
}

/** A look that is due later than the policy now allows. After failures GitHub is left alone. */
export function bringPollForward({ sync, policy }: Repo, { now }: RuleContext): RepoEvent[] {
  if (!sync?.nextPollAt || sync.failures > 0 || !policy?.pollSeconds) return []
  const latest = plusSeconds(now, policy.pollSeconds.max)
  return sync.nextPollAt > latest ? [{ type: 'poll-scheduled', dueAt: latest }] : []
}

const secondsSince = (time: string, now: string): number => (Date.parse(now) - Date.parse(time)) / 1000

/** Between 0 and 1: the same each time for one repository, so that many are not due at once. */
export const spreadOf = ({ repoId }: Repo): number =>
  Number.parseInt(repoId.slice(0, 8), 16) / 0xffffffff || 0

export const plusSeconds = (time: string, seconds: number): string =>
  new Date(Date.parse(time) + Math.round(seconds * 1000)).toISOString()

/** So many seconds after that time, when that still lies ahead. */
function after(time: string | null, seconds: number, now: string): string | null {
  const due = time === null ? now : plusSeconds(time, seconds)
  return due > now ? due : null
}
