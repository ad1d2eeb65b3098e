import type { ActorCondition, MailboxesView } from '@pm-bot/domain'

interface Condition {
  tab: string
  /** When there are none. */
  none: string
  means: string
  count: (mailboxes: MailboxesView) => number
}

export const CONDITIONS: Record<ActorCondition, Condition> = {
  parked: {
    tab: 'Parked',
    none: 'No message is parked',
    means: 'A message that cannot be handled is put aside here, so that the others go on.',
    count: (mailboxes) => mailboxes.parked,
  },
  suspected: {
    tab: 'Suspected',
    none: 'No actor is under suspicion',
    means: 'When a worker dies, whatever it served at that moment is handled with care for a while.',
    count: (mailboxes) => mailboxes.suspected,
  },
  'with-mail': {
    tab: 'With mail',
    none: 'All mailboxes are empty',
    means: 'Messages are handled as they come. What stands here for long has nobody to handle it.',
    count: (mailboxes) => mailboxes.actorsWithMail,
  },
}

export const conditionOf = (text: string | undefined): ActorCondition =>
  text === 'suspected' || text === 'with-mail' ? text : 'parked'
