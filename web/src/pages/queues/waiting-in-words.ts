import type { MailboxesView } from '@pm-bot/domain'
import { plural } from '../../ui/time.ts'

/** What waits in the mailboxes; the parked messages apart, for they are not in line. */
export function waitingInWords({
  waiting,
  actorsWithMail,
  parked,
}: Pick<MailboxesView, 'waiting' | 'actorsWithMail' | 'parked'>): string {
  if (waiting === 0) return parked > 0 ? 'none waits besides' : 'no message waits'
  const besides = parked > 0 ? ' besides' : ''
  return `${plural(waiting, 'message')} for ${plural(actorsWithMail, 'actor')} ${waiting === 1 ? 'waits' : 'wait'}${besides}`
}
