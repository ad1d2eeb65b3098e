import type { ScheduleView } from '@pm-bot/domain'
import { exactTime, plural } from '../../ui/time.ts'

type Ended = NonNullable<NonNullable<ScheduleView['permission']>['ended']>
const ENDS: Record<Ended['because'], string> = {
  revoked: 'you took it back',
  'used-up': 'it is used up',
  expired: 'it ran out',
  changed: 'the template has changed',
}

/** Who starts what it proposes, in a sentence. */
export function releaseInWords({
  release,
  permission,
}: Pick<ScheduleView, 'release' | 'permission'>): string {
  if (permission?.ended)
    return `You approve each start: the permission ended, because ${ENDS[permission.ended.because]}.`
  if (release === 'by-hand' || permission === null) return 'You approve each start.'
  const left = permission.usesLeft === null ? [] : [`${plural(permission.usesLeft, 'more time')}`]
  const until = permission.until === null ? [] : [`until ${exactTime(permission.until)}`]
  return `Starts without asking, ${[...left, ...until].join(', ')}.`
}
