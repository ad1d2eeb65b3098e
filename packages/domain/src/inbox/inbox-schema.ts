import { type Static, Type } from 'typebox'
import { RunView } from '../run/run-schema.ts'
import { GrantScopeBody } from '../tool/tool-policy-schema.ts'
import { PageQuery } from '../values/api-schema.ts'
import { Hash, Id, nullable, oneOf, strict, Time, text, Version } from '../values/schema-parts.ts'
import { DECISION_ACTIONS, INBOX_KINDS, INBOX_STATUSES, RISKS } from './inbox.ts'

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
  status: oneOf(INBOX_STATUSES),
  version: Version,
  subjectHash: Hash,
  allowed: Type.Array(oneOf(DECISION_ACTIONS)),
  workspaceId: Id,
  runId: Id,
  repoId: Id,
  title: Type.String(),
  payload: Type.Unknown(),
  decision: nullable(DecisionView),
  createdAt: Time,
  resolvedAt: nullable(Time),
})
export type InboxItemView = Static<typeof InboxItemView>
export const InboxQuery = Type.Object(
  {
    ...PageQuery.properties,
    status: Type.Optional(oneOf(INBOX_STATUSES)),
    kind: Type.Optional(oneOf(INBOX_KINDS)),
    risk: Type.Optional(oneOf(RISKS)),
    repoId: Type.Optional(Id),
    runId: Type.Optional(Id),
  },
  strict,
)
export const DecisionBody = Type.Object(
  {
    action: oneOf(DECISION_ACTIONS),
    version: Version,
    subjectHash: Hash,
    reason: Type.Optional(text(2000)),
    payload: Type.Optional(
      Type.Unknown({
        description:
          'Of an edit: the arguments of the call, or the list of operations, as they are approved. Of a budget: {"extendBy": …}.',
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
