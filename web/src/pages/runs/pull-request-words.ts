import type { PullRequestView } from '@pm-bot/domain'
import type { IconName } from '../../ui/icon.tsx'
import { plural } from '../../ui/time.ts'

interface Look {
  icon: IconName
  tone: string
  word: string
}

export function pullRequestLook({ state, draft }: Pick<PullRequestView, 'state' | 'draft'>): Look {
  switch (state) {
    case 'open':
      return draft
        ? { icon: 'pull', tone: 'grey', word: 'Draft' }
        : { icon: 'pull', tone: 'green', word: 'Open' }
    case 'merged':
      return { icon: 'merged', tone: 'blue', word: 'Merged' }
    case 'closed':
      return { icon: 'refused', tone: 'red', word: 'Closed' }
  }
}

export function checksLook({ total, failed, pending }: PullRequestView['checks']): Look {
  if (total === 0) return { icon: 'dot', tone: 'grey', word: 'No checks' }
  if (failed > 0)
    return { icon: 'refused', tone: 'red', word: `${failed} of ${plural(total, 'check')} failed` }
  if (pending > 0)
    return { icon: 'working', tone: 'amber', word: `${pending} of ${plural(total, 'check')} under way` }
  return { icon: 'done', tone: 'green', word: `${plural(total, 'check')} passed` }
}

const REVIEWS: Record<PullRequestView['review'], Look> = {
  none: { icon: 'person', tone: 'grey', word: 'No review yet' },
  approved: { icon: 'done', tone: 'green', word: 'Approved by a reviewer' },
  'changes-requested': { icon: 'edit', tone: 'amber', word: 'Changes requested' },
  commented: { icon: 'comment', tone: 'blue', word: 'Commented' },
}
export const reviewLook = (review: PullRequestView['review']): Look => REVIEWS[review]
