import type { InboxItemView } from '@pm-bot/domain'

export type Decision = NonNullable<InboxItemView['decision']>

export const PAST: Record<Decision['action'], string> = {
  approve: 'approved',
  edit: 'edited and approved',
  reject: 'rejected',
  respond: 'answered',
  dismiss: 'dismissed',
  snooze: 'snoozed',
}

/** A person by name; a grant as what it is. */
export const whoDecided = (by: string): string => (by.startsWith('grant:') ? 'A grant' : by)
