import type { InboxItemView, InboxKind, Risk } from '@pm-bot/domain'

/** Groups by what the operator does, in the order in which it matters. */
const GROUPS: Record<InboxKind, { order: number; title: string }> = {
  publish: { order: 0, title: 'To publish' },
  changeset_apply: { order: 1, title: 'Changes to apply' },
  run_start: { order: 2, title: 'Runs to start' },
  tool_call: { order: 3, title: 'Tools to allow' },
  spend: { order: 4, title: 'Spending to allow' },
  question: { order: 5, title: 'Questions to answer' },
}
const RISK_ORDER: Record<Risk, number> = { high: 0, medium: 1, low: 2 }

export const groupTitle = (kind: InboxKind) => GROUPS[kind].title

/** What to do first: by group, then the riskier, then the longer waiting. */
export function inInboxOrder(items: readonly InboxItemView[]): InboxItemView[] {
  return items.toSorted(
    (a, b) =>
      GROUPS[a.kind].order - GROUPS[b.kind].order ||
      RISK_ORDER[a.risk] - RISK_ORDER[b.risk] ||
      a.createdAt.localeCompare(b.createdAt),
  )
}
