import { type Static, Type } from 'typebox'
import { RunView } from '../run/run-schema.ts'
import { RUN_STATUSES } from '../run/run-status.ts'
import { TAINTS } from '../tool/tool-policy.ts'
import { GrantScopeBody } from '../tool/tool-policy-schema.ts'
import { PageQuery, Problem } from '../values/api-schema.ts'
import {
  Hash,
  Id,
  line,
  Moment,
  nullable,
  oneOf,
  strict,
  Time,
  text,
  Version,
} from '../values/schema-parts.ts'
import { DECISION_ACTIONS, INBOX_KINDS, INBOX_STATUSES, RISKS } from './inbox.ts'
import { INBOX_GROUPS, type InboxGroup } from './inbox-group.ts'

export const DecisionView = Type.Object({
  decisionId: Type.String(),
  action: oneOf(DECISION_ACTIONS),
  by: Type.String(),
  at: Time,
  reason: nullable(Type.String()),
  payload: Type.Optional(Type.Unknown({ description: 'What was approved instead of what the item shows.' })),
  scope: Type.Optional(GrantScopeBody),
})
export const InboxItemView = Type.Object({
  id: Id,
  kind: oneOf(INBOX_KINDS),
  risk: oneOf(RISKS),
  group: oneOf(INBOX_GROUPS),
  status: oneOf(INBOX_STATUSES),
  version: Version,
  subjectHash: Hash,
  allowed: Type.Array(oneOf(DECISION_ACTIONS)),
  workspaceId: Id,
  runId: Id,
  repoId: Id,
  repoName: nullable(Type.String({ description: 'Null where the repository was removed.' })),
  title: Type.String(),
  payload: Type.Unknown(),
  /** Of the run that asks, as it stands now. */
  run: Type.Object({
    goal: Type.String(),
    graphId: Type.String(),
    status: oneOf(RUN_STATUSES),
    taint: Type.Array(oneOf(TAINTS)),
    spentMicroUsd: nullable(Type.Integer({ minimum: 0 })),
  }),
  decision: nullable(DecisionView),
  snoozedUntil: nullable(Time),
  createdAt: Time,
  resolvedAt: nullable(Time),
})
export type InboxItemView = Static<typeof InboxItemView>
export const InboxQuery = Type.Object(
  {
    ...PageQuery.properties,
    status: Type.Optional(oneOf([...INBOX_STATUSES, 'snoozed'] as const)),
    kind: Type.Optional(Type.Array(oneOf(INBOX_KINDS), { maxItems: INBOX_KINDS.length, uniqueItems: true })),
    risk: Type.Optional(Type.Array(oneOf(RISKS), { maxItems: RISKS.length, uniqueItems: true })),
    repoId: Type.Optional(Id),
    runId: Type.Optional(Id),
    graphId: Type.Optional(line(200)),
    minCostMicros: Type.Optional(
      Type.Integer({ minimum: 0, description: 'What the run has spent, in millionths of a dollar.' }),
    ),
    olderThanSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 * 366 * 86_400 })),
    tainted: Type.Optional(Type.Boolean()),
    q: Type.Optional(line(200)),
  },
  strict,
)
export type InboxQuery = Static<typeof InboxQuery>

export const InboxCountsView = Type.Object({
  pending: Type.Integer({ description: 'What waits and is not put off: the sum of the groups.' }),
  snoozed: Type.Integer(),
  groups: Type.Object(
    Object.fromEntries(INBOX_GROUPS.map((group) => [group, Type.Integer()])) as Record<
      InboxGroup,
      Type.TInteger
    >,
  ),
})
export type InboxCountsView = Static<typeof InboxCountsView>

export const InboxDaysQuery = Type.Object(
  { days: Type.Integer({ minimum: 1, maximum: 31, default: 7 }) },
  strict,
)
export const InboxDayView = Type.Object({
  day: Type.String({ description: 'Of UTC, e.g. 2026-11-26.' }),
  asked: Type.Integer(),
  approved: Type.Integer(),
  rejected: Type.Integer(),
  answered: Type.Integer(),
  waitedSeconds: nullable(Type.Object({ p50: Type.Integer(), p90: Type.Integer() })),
})
export type InboxDayView = Static<typeof InboxDayView>

/** The payload of a snooze. */
export const SnoozeBody = Type.Object({ until: nullable(Moment) }, strict)

export const DecisionBody = Type.Object(
  {
    action: oneOf(DECISION_ACTIONS),
    version: Version,
    subjectHash: Hash,
    reason: Type.Optional(text(2000)),
    payload: Type.Optional(
      Type.Unknown({
        description:
          'Of an edit: the arguments of the call, or the list of operations, as they are approved. Of a budget: {"extendBy": …}. ' +
          'Of a snooze: {"until": …}, null to take it back. Of a change that is to be another: {"comments": […]}.',
      }),
    ),
    scope: Type.Optional(GrantScopeBody),
  },
  strict,
)
export type DecisionBody = Static<typeof DecisionBody>
/** What a decision is answered with: the item as it now stands, and its run. */
export const DecisionResult = Type.Object({ item: InboxItemView, run: RunView })
export type DecisionResult = Static<typeof DecisionResult>

const { scope: _, ...DecisionAlone } = DecisionBody.properties

/** Several at once; each is decided upon by itself. None gives a grant: what it would allow is looked at by itself. */
export const DecisionsBody = Type.Object(
  {
    decisions: Type.Array(Type.Object({ itemId: Id, ...DecisionAlone }, strict), {
      minItems: 1,
      maxItems: 100,
    }),
  },
  strict,
)
export type DecisionsBody = Static<typeof DecisionsBody>
export const DecisionsResult = Type.Object({
  results: Type.Array(
    Type.Object({
      itemId: Id,
      status: Type.Integer({ description: 'As the decision alone would have been answered.' }),
      item: Type.Optional(InboxItemView),
      problem: Type.Optional(Problem),
    }),
    { description: 'One for each decision, in their order.' },
  ),
})
export type DecisionsResult = Static<typeof DecisionsResult>
