import type { InboxStatus } from '@pm-bot/domain'
import { Icon, type IconName } from '../../ui/icon.tsx'

const LOOK: Record<InboxStatus, { icon: IconName; tone: string; word: string }> = {
  pending: { icon: 'waiting', tone: 'amber', word: 'Pending' },
  approved: { icon: 'done', tone: 'green', word: 'Approved' },
  edited: { icon: 'done', tone: 'green', word: 'Approved with edits' },
  rejected: { icon: 'refused', tone: 'red', word: 'Rejected' },
  answered: { icon: 'done', tone: 'green', word: 'Answered' },
  dismissed: { icon: 'cancelled', tone: 'grey', word: 'Dismissed' },
  superseded: { icon: 'cancelled', tone: 'grey', word: 'Superseded' },
}

export const outcomeWord = (status: InboxStatus) => LOOK[status].word

export function OutcomeMark(props: { status: InboxStatus }) {
  return (
    <span class={`chip ${LOOK[props.status].tone}`}>
      <Icon name={LOOK[props.status].icon} />
      {LOOK[props.status].word}
    </span>
  )
}
