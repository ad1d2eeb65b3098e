import type { Redactor, RepoEvent } from '@pm-bot/domain'
import { sql } from 'kysely'
import { recordAudit } from './audit.ts'
import { changed } from './changed.ts'
import { clearCachedObjects } from './clear-cache.ts'
import type { Tx } from './database.ts'
import { holdEffect } from './effects.ts'
import { encodeJson } from './json.ts'
import type { Projector } from './projector.ts'
import { changeSyncState, newSyncState } from './repo-sync-state.ts'

export const repoProjector =
  (redactor: Redactor): Projector =>
  async (tx, { key: repoId }, turnEvents) => {
    for (const { event: data, version, now } of turnEvents) {
      const event = data as RepoEvent
      await project(tx, repoId, event, version, now)
      if (!isAudited(event)) continue
      const { type, ...payload } = event
      const workspaceId = event.type === 'repo-registered' ? event.workspaceId : null
      await recordAudit(tx, [{ type, workspaceId, runId: null, payload: { repoId, ...payload } }], redactor)
    }
    changed(tx, 'repos', repoId)
  }

/** What a person asked for. What pm-bot does by itself, every few minutes, is shown and not recorded. */
function isAudited(event: RepoEvent): boolean {
  switch (event.type) {
    case 'repo-registered':
    case 'repo-status-changed':
    case 'cache-cleared':
    case 'max-runs-changed':
    case 'policy-changed':
    case 'command-refused':
    case 'sync-reopened':
    case 'clone-reopened':
    case 'clone-cancelled':
    case 'effect-hurried':
      return true
    case 'sync-cancelled':
      return event.by !== undefined
    case 'sync-requested':
    case 'sync-asked-again':
      return event.cause === 'operator'
    case 'sync-continued':
    case 'repo-synced':
    case 'sync-failed':
    case 'poll-scheduled':
    case 'clone-asked':
    case 'clone-requested':
    case 'clone-updated':
    case 'clone-failed':
    case 'clone-answered':
    case 'clone-scheduled':
    case 'place-asked':
    case 'place-given':
    case 'place-returned':
    case 'place-answered':
    case 'run-offered':
    case 'run-declined':
      return false
  }
}

async function project(
  tx: Tx,
  repoId: string,
  event: RepoEvent,
  version: number,
  now: string,
): Promise<void> {
  const change = (changes: Parameters<typeof changeSyncState>[2]) =>
    changeSyncState(tx, repoId, { ...changes, updated_at: now })
  const setRepo = (changes: object) =>
    tx.write(tx.db.updateTable('repos').set(changes).where('repo_id', '=', repoId))

  switch (event.type) {
    case 'repo-registered': {
      const { workspaceId, source, fullName, name, path, defaultBranch, status, options } = event
      const facts = {
        name,
        path,
        default_branch: defaultBranch,
        status,
        version,
        policy: null,
        added_at: now,
      }
      await tx.write(
        tx.db
          .insertInto('repos')
          .values({
            repo_id: repoId,
            workspace_id: workspaceId,
            source,
            full_name: fullName,
            last_sync_at: null,
            ...facts,
          })
          // Registered again after it was removed: its runs still refer to it.
          .onConflict((conflict) =>
            conflict.column('repo_id').doUpdateSet({ ...facts, full_name: fullName }),
          ),
      )
      if (source === 'github') await newSyncState(tx, repoId, options?.depth ?? 'open', now)
      return
    }
    case 'repo-status-changed':
      return await setRepo({ status: event.to, version })
    case 'max-runs-changed':
      return await setRepo({ max_runs: event.max, version })
    case 'policy-changed':
      return await setRepo({ policy: encodeJson(event.policy), version })
    case 'sync-requested':
    case 'sync-reopened':
      return await change({ status: 'waiting', mode: event.mode, progress: null })
    case 'sync-cancelled':
      // A page that is being written ends first; what it wrote is then seen by what follows here.
      await holdEffect(tx, event.effectId)
      return await change({ status: 'idle', mode: null, progress: null })
    case 'repo-synced': {
      await setRepo({ default_branch: event.defaultBranch, last_sync_at: event.at })
      return await change({
        status: 'idle',
        mode: null,
        position: null,
        progress: null,
        consecutive_failures: 0,
        last_error: null,
        last_sync_at: event.at,
        ...(event.changed > 0 ? { last_change_at: event.at } : {}),
        ...(event.mode === 'refresh' ? {} : { reconciled_at: event.at }),
        ...(event.mode === 'import' ? { imported_at: event.at } : {}),
      })
    }
    case 'sync-failed': {
      const { message, hint, at } = event
      return await change({
        status: 'idle',
        mode: null,
        progress: null,
        consecutive_failures: sql`consecutive_failures + 1`,
        last_error: encodeJson({ message, hint, at }),
      })
    }
    case 'poll-scheduled':
      return await change({ next_poll_at: event.dueAt })
    case 'cache-cleared':
      return await clearCachedObjects(tx, repoId, now)
    case 'clone-updated':
      return await change({
        repo_head_sha: event.headSha,
        clone_fetched_at: event.at,
        clone_error: null,
      })
    case 'clone-cancelled':
      await holdEffect(tx, event.effectId)
      return
    case 'clone-failed': {
      const { message, hint, at } = event
      return await change({ clone_error: encodeJson({ message, hint, at }) })
    }
    case 'sync-continued':
    case 'sync-asked-again':
    case 'clone-asked':
    case 'clone-requested':
    case 'clone-reopened':
    case 'effect-hurried':
    case 'clone-answered':
    case 'clone-scheduled':
    case 'place-asked':
    case 'place-given':
    case 'place-returned':
    case 'place-answered':
    case 'run-offered':
    case 'run-declined':
    case 'command-refused':
      return
  }
}
