import type { GitHubObjectView } from '@pm-bot/domain'
import type { IconName } from '../../ui/icon.tsx'

type Shown = Pick<GitHubObjectView, 'kind' | 'state' | 'draft'>

/** How an issue or pull request stands, as GitHub's people know it. */
export function objectLook({ kind, state, draft }: Shown): { icon: IconName; tone: string; word: string } {
  const icon = kind === 'pr' ? 'pull' : 'issue'
  switch (state) {
    case 'open':
      return draft ? { icon, tone: 'grey', word: 'Draft' } : { icon, tone: 'green', word: 'Open' }
    case 'closed':
      return kind === 'pr'
        ? { icon: 'refused', tone: 'red', word: 'Closed' }
        : { icon: 'done', tone: 'grey', word: 'Closed' }
    case 'merged':
      return { icon: 'merged', tone: 'blue', word: 'Merged' }
    case 'deleted':
      return { icon: 'cancelled', tone: 'grey', word: 'Deleted' }
    case 'transferred':
      return { icon: 'forward', tone: 'grey', word: 'Transferred' }
  }
}

/** What to filter by; undefined shows all. */
export const STATES: Record<GitHubObjectView['kind'], readonly (GitHubObjectView['state'] | undefined)[]> = {
  issue: ['open', 'closed', undefined],
  pr: ['open', 'merged', 'closed', undefined],
}

const STATE_WORDS: Record<GitHubObjectView['state'], string> = {
  open: 'Open',
  closed: 'Closed',
  merged: 'Merged',
  deleted: 'Deleted',
  transferred: 'Transferred',
}
export const stateWord = (state: GitHubObjectView['state'] | undefined) =>
  state ? STATE_WORDS[state] : 'All'
