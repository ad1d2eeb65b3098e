import type { ChangesetStatus } from '@pm-bot/domain'
import { Chip } from '../../ui/chip.tsx'
import type { IconName } from '../../ui/icon.tsx'

const LOOK: Record<ChangesetStatus, { icon: IconName; tone: string; word: string }> = {
  proposed: { icon: 'waiting', tone: 'amber', word: 'Proposed' },
  approved: { icon: 'check', tone: 'blue', word: 'Approved' },
  applying: { icon: 'working', tone: 'blue', word: 'Applying' },
  applied: { icon: 'done', tone: 'green', word: 'Applied' },
  rejected: { icon: 'refused', tone: 'grey', word: 'Rejected' },
  failed: { icon: 'refused', tone: 'red', word: 'Failed' },
  superseded: { icon: 'retry', tone: 'grey', word: 'Superseded' },
}

export function ChangeStatusChip(props: { status: ChangesetStatus }) {
  const look = () => LOOK[props.status]
  return (
    <Chip icon={look().icon} tone={look().tone} turning={props.status === 'applying'}>
      {look().word}
    </Chip>
  )
}
