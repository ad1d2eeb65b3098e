import type { InboxItemView, InboxKind, Risk } from '@pm-bot/domain'

export const GROUPS = ['high-risk', 'calls', 'spend', 'write', 'question', 'start'] as const
export type Group = (typeof GROUPS)[number]

export const GROUP_TITLES: Record<Group, string> = {
  'high-risk': 'High risk first',
  calls: 'Calls to allow',
  spend: 'Spending to allow',
  write: 'To publish and apply',
  question: 'Questions to answer',
  start: 'Runs to start',
}
const GROUP_OF: Record<InboxKind, Group> = {
  tool_call: 'calls',
  spend: 'spend',
  publish: 'write',
  changeset_apply: 'write',
  question: 'question',
  run_start: 'start',
}
const RISK_ORDER: Record<Risk, number> = { high: 0, medium: 1, low: 2 }

/** By what the operator does. What is of high risk and keeps an agent waiting comes first, whatever it is. */
export const groupOf = ({ kind, risk }: Pick<InboxItemView, 'kind' | 'risk'>): Group =>
  risk === 'high' && kind !== 'run_start' ? 'high-risk' : GROUP_OF[kind]

/** What to do first: by group, then the riskier, then the longer waiting. */
export function inInboxOrder(items: readonly InboxItemView[]): InboxItemView[] {
  return items.toSorted(
    (a, b) =>
      GROUPS.indexOf(groupOf(a)) - GROUPS.indexOf(groupOf(b)) ||
      RISK_ORDER[a.risk] - RISK_ORDER[b.risk] ||
      a.createdAt.localeCompare(b.createdAt),
  )
}
