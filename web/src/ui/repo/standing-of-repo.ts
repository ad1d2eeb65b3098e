import type { RepoSyncView, RepoView, SyncMode } from '@pm-bot/domain'
import type { IconName } from '../icon.tsx'

interface Standing {
  icon: IconName
  tone: string
  word: string
}

const AT_IT: Record<SyncMode, string> = {
  import: 'Importing',
  refresh: 'Syncing',
  reconcile: 'Comparing',
}

/** How a repository stands, in a word. */
export function standingOfRepo({ status, sync }: Pick<RepoView, 'status' | 'sync'>): Standing {
  if (status === 'disabled') return { icon: 'cancelled', tone: 'grey', word: 'Disabled' }
  return sync ? standingOfSync(sync) : { icon: 'done', tone: 'green', word: 'Active' }
}

function standingOfSync(sync: RepoSyncView): Standing {
  switch (sync.status) {
    case 'syncing':
      return { icon: 'working', tone: 'blue', word: AT_IT[sync.mode ?? 'refresh'] }
    case 'waiting':
      if (sync.error?.until) return { icon: 'waiting', tone: 'amber', word: 'Waiting for GitHub' }
      return sync.error
        ? { icon: 'retry', tone: 'red', word: 'Tried again soon' }
        : { icon: 'waiting', tone: 'amber', word: 'Waiting for a worker' }
    case 'idle':
      if (sync.error) return { icon: 'warning', tone: 'red', word: 'Not in sync' }
      return sync.isImported
        ? { icon: 'done', tone: 'green', word: 'In sync' }
        : { icon: 'waiting', tone: 'amber', word: 'Not imported yet' }
  }
}
