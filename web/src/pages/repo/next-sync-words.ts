import type { RepoSyncView, RepoView } from '@pm-bot/domain'

/** When GitHub is asked next, where that is no moment on the clock. */
export function nextSyncWords(
  { status }: Pick<RepoView, 'status'>,
  sync: Pick<RepoSyncView, 'status'>,
): string | undefined {
  if (status === 'disabled') return 'none while it is disabled'
  switch (sync.status) {
    case 'syncing':
      return 'under way'
    case 'waiting':
      return 'as soon as a worker is free'
    case 'idle':
      return undefined
  }
}
