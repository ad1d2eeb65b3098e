import type { Repo, RepoEvent } from './repo.ts'
import { evolvePlaces, NEW_PLACES } from './repo-places.ts'
import { NEW_CLONE, NEW_SYNC, type RepoClone, type RepoSync } from './repo-sync.ts'

export function evolveRepo(repo: Repo, event: RepoEvent): Repo {
  const withSync = (change: Partial<RepoSync>): Repo => ({
    ...repo,
    sync: { ...NEW_SYNC, ...repo.sync, ...change },
  })
  const withClone = (change: Partial<RepoClone>): Repo => ({
    ...repo,
    clone: { ...NEW_CLONE, ...repo.clone, ...change },
  })

  switch (event.type) {
    case 'repo-registered': {
      const { type: _type, by: _by, options, ...facts } = event
      // What it allowed went when it was removed.
      const { policy: _policy, ...before } = repo
      const registered = { ...before, ...facts }
      return event.source === 'local' ? registered : { ...registered, sync: { ...NEW_SYNC, ...options } }
    }
    case 'repo-status-changed':
      return { ...repo, status: event.to }
    case 'sync-requested':
      return withSync({ work: { effectId: event.effectId, mode: event.mode }, again: null, failed: null })
    case 'sync-reopened':
      return withSync({ work: { effectId: event.effectId, mode: event.mode }, failed: null })
    case 'sync-continued':
      return withSync({ work: { effectId: event.effectId, mode: event.mode } })
    case 'sync-asked-again':
      return withSync({ again: urgent(repo.sync?.again ?? null, event.cause) })
    case 'sync-cancelled':
      return withSync({ work: null, again: null })
    case 'repo-synced': {
      const { mode, changed, at, intervalSeconds } = event
      const synced = withSync({
        work: null,
        isImported: true,
        failures: 0,
        lastSyncAt: at,
        intervalSeconds,
        awaitsChecks: event.awaitsChecks ?? false,
        ...(changed > 0 ? { lastChangeAt: at } : {}),
        ...(mode === 'refresh' ? {} : { reconciledAt: at }),
      })
      return { ...synced, defaultBranch: event.defaultBranch }
    }
    case 'sync-failed':
      return withSync({
        work: null,
        failed: repo.sync?.work ?? null,
        failures: (repo.sync?.failures ?? 0) + 1,
      })
    case 'poll-scheduled':
      return withSync({ nextPollAt: event.dueAt })
    case 'cache-cleared':
      return withSync({
        isImported: false,
        failures: 0,
        lastSyncAt: null,
        lastChangeAt: null,
        reconciledAt: null,
      })
    case 'clone-asked': {
      const { work, waiting, next } = repo.clone ?? NEW_CLONE
      return withClone(
        work ? { next: including(next, event.runId) } : { waiting: including(waiting, event.runId) },
      )
    }
    case 'clone-requested': {
      const { waiting, next } = repo.clone ?? NEW_CLONE
      return withClone({ work: event.effectId, failed: null, waiting: [...waiting, ...next], next: [] })
    }
    case 'clone-updated':
      return withClone({ work: null, fetchedAt: event.at })
    case 'clone-failed':
      return withClone({ work: null, failed: event.effectId })
    case 'clone-cancelled':
      return withClone({ work: null })
    case 'clone-reopened':
      return withClone({ work: event.effectId, failed: null })
    case 'effect-hurried':
      return repo
    case 'clone-answered': {
      const { waiting } = repo.clone ?? NEW_CLONE
      return withClone({ waiting: waiting.filter((runId) => runId !== event.runId) })
    }
    case 'clone-scheduled':
      return withClone({ nextRefreshAt: event.dueAt })
    case 'max-runs-changed':
    case 'place-asked':
    case 'place-given':
    case 'place-returned':
      return { ...repo, places: evolvePlaces(repo.places ?? NEW_PLACES, event) }
    case 'policy-changed':
      return { ...repo, policy: event.policy }
    case 'place-answered':
    case 'run-offered':
    case 'run-declined':
    case 'command-refused':
      return repo
  }
}

/** A person who waits is not forgotten for a webhook that came later. */
const urgent = (earlier: RepoSync['again'], later: NonNullable<RepoSync['again']>) =>
  earlier === null || earlier === 'webhook' || earlier === 'poll' ? later : earlier

const including = (runIds: readonly string[], runId: string): string[] => [...new Set([...runIds, runId])]
