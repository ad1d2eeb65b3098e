import type { MessageView } from '@pm-bot/domain'
import { nameInWords } from '../../ui/name-in-words.ts'
import { plural } from '../../ui/time.ts'

/** What a message asks for or tells, by its type. */
export function messageTitle({ body }: Pick<MessageView, 'body'>): string {
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined
  return typeof type === 'string' ? nameInWords(type) : 'A message without a type'
}

/** Why it was parked and what that means, for somebody who has never seen one. */
export function whyParked({
  parkReason,
  attempts,
  crashes,
}: Pick<MessageView, 'parkReason' | 'attempts' | 'crashes'>): string {
  switch (parkReason) {
    case 'failed':
      return `Its handling failed ${plural(attempts, 'time')}, so it was put aside.`
    case 'crashed':
      return `${plural(Math.max(crashes, 1), 'worker')} died while handling it, so it was put aside before it kills another.`
    case 'held':
      return 'Messages of its kind have killed workers, so this one was put aside untried.'
    case null:
      return 'It was put aside.'
  }
}

const ADVICE: Record<NonNullable<MessageView['parkReason']>, string> = {
  failed:
    'Mend what the error names, then retry. Edit it if the message itself is wrong; skip it if it is not needed.',
  crashed: 'Look into the log of the worker first. Then retry, edit, or skip it.',
  held: 'Deal with the one that crashed first; then retry this one.',
}
export const adviceFor = (reason: MessageView['parkReason']) => ADVICE[reason ?? 'failed']
