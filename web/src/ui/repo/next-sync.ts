import type { RepoSyncView, RepoView } from '@pm-bot/domain'

type Standing = RepoView['status']

/** When GitHub is asked next, where that is a moment on the clock: as planned, or after the wait that it asked for. */
export function nextSync(
  standing: Standing,
  { status, nextSyncAt, error }: Pick<RepoSyncView, 'status' | 'nextSyncAt' | 'error'>,
): string | null {
  if (standing === 'disabled') return null
  if (status === 'waiting') return error?.until ?? null
  return status === 'idle' ? nextSyncAt : null
}

/** The same where it is none. */
export function nextSyncWords(
  standing: Standing,
  { status, error }: Pick<RepoSyncView, 'status' | 'error'>,
): string {
  if (standing === 'disabled') return 'none while it is disabled'
  switch (status) {
    case 'syncing':
      return 'under way'
    case 'waiting':
      return error ? 'soon, by itself' : 'as soon as a worker is free'
    case 'idle':
      return 'not planned'
  }
}
