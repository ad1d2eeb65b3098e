import type { Tx } from './database.ts'
import { changeSyncState, EMPTY_SYNC_STATE } from './repo-sync-state.ts'
import { forgetCache } from './search-entries.ts'

/** Everything that came from GitHub goes, and with it how far it was read. What runs became stays. */
export async function clearCachedObjects(tx: Tx, repoId: string, now: string): Promise<void> {
  await tx.write(tx.db.deleteFrom('github_objects').where('repo_id', '=', repoId))
  await tx.write(tx.db.deleteFrom('github_comments').where('repo_id', '=', repoId))
  await tx.write(tx.db.deleteFrom('github_labels').where('repo_id', '=', repoId))
  await forgetCache(tx, repoId)
  await changeSyncState(tx, repoId, { ...EMPTY_SYNC_STATE, updated_at: now })
}
