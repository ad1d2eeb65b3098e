import type { GrantScope } from '../grant/grant.ts'
import type { Json } from '../values/canonical-json.ts'

/** Gates of the control plane (FEATURES B17) and questions of an agent (B19) share one inbox. */
export const INBOX_KINDS = [
  'run_start',
  'changeset_apply',
  'tool_call',
  'spend',
  'publish',
  'question',
] as const
export type InboxKind = (typeof INBOX_KINDS)[number]

export const RISKS = ['low', 'medium', 'high'] as const
export type Risk = (typeof RISKS)[number]

export const DECISION_ACTIONS = ['approve', 'edit', 'reject', 'respond', 'dismiss', 'snooze'] as const
export type DecisionAction = (typeof DECISION_ACTIONS)[number]

export const INBOX_STATUSES = [
  'pending',
  'approved',
  'edited',
  'rejected',
  'answered',
  'dismissed',
  'superseded',
] as const
export type InboxStatus = (typeof INBOX_STATUSES)[number]

/** Who decided what, and when. Kept for ever. */
export interface Decision {
  decisionId: string
  action: DecisionAction
  by: string
  at: string
  reason: string | null
  /** What was approved instead of what the item shows; of a `respond` to a changeset `{ comments }`, see QuotedComments. */
  payload?: Json
  /** What it allows beyond the one call that it is about. */
  scope?: GrantScope
}

/** One thing that waits for a person. Its payload is frozen: a change supersedes the item. */
export interface InboxItem {
  itemId: string
  kind: InboxKind
  risk: Risk
  status: InboxStatus
  title: string
  /** What is decided upon, shown exactly. */
  payload: Json
  /** SHA-256 of the subject: of the bundle file's bytes, or of the canonical payload. */
  subjectHash: string
  allowed: readonly DecisionAction[]
  createdAt: string
  decision: Decision | null
}
