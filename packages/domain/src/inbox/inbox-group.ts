import type { InboxKind, Risk } from './inbox.ts'
import { RISKS } from './inbox.ts'

/** What must be done, in the order in which it should be done. */
export const INBOX_GROUPS = ['high-risk', 'calls', 'spend', 'publish', 'question', 'start'] as const
export type InboxGroup = (typeof INBOX_GROUPS)[number]

const GROUP_OF: Record<InboxKind, InboxGroup> = {
  tool_call: 'calls',
  spend: 'spend',
  changeset_apply: 'publish',
  publish: 'publish',
  question: 'question',
  run_start: 'start',
}

/** What may do harm comes first where an agent waits for it; a start keeps nobody waiting, however risky it is. */
export const inboxGroup = (kind: InboxKind, risk: Risk): InboxGroup =>
  risk === 'high' && kind !== 'run_start' ? 'high-risk' : GROUP_OF[kind]

/** Its place in the list, smaller first: the group, and in it the risk. Equals are in the order of their age. */
export const inboxPriority = (kind: InboxKind, risk: Risk): number =>
  10 * INBOX_GROUPS.indexOf(inboxGroup(kind, risk)) + (RISKS.length - 1 - RISKS.indexOf(risk))
