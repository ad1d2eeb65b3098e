import type { InboxItemView } from '@pm-bot/domain'

/** What the operator does about a group, in words. */
export const GROUP_TITLES: Record<InboxItemView['group'], string> = {
  'high-risk': 'High risk first',
  calls: 'Calls to allow',
  spend: 'Spending to allow',
  publish: 'To publish and apply',
  question: 'Questions to answer',
  start: 'Runs to start',
}
