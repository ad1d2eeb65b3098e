import type { RunStatus } from '@pm-bot/domain'
import { Icon, type IconName } from './icon.tsx'

const LOOK: Record<RunStatus, { icon: IconName; tone: string; word: string }> = {
  proposed: { icon: 'waiting', tone: 'amber', word: 'Proposed' },
  approved: { icon: 'check', tone: 'blue', word: 'Approved' },
  running: { icon: 'working', tone: 'blue', word: 'Running' },
  blocked: { icon: 'blocked', tone: 'amber', word: 'Blocked' },
  completed: { icon: 'done', tone: 'green', word: 'Completed' },
  failed: { icon: 'refused', tone: 'red', word: 'Failed' },
  cancelled: { icon: 'cancelled', tone: 'grey', word: 'Cancelled' },
  rejected: { icon: 'refused', tone: 'grey', word: 'Rejected' },
}

export function RunStatusChip(props: { status: RunStatus }) {
  const look = () => LOOK[props.status]
  return (
    <span class={`chip ${look().tone}`} data-status={props.status}>
      <Icon name={look().icon} class={props.status === 'running' ? 'turning' : ''} />
      {look().word}
    </span>
  )
}
