import { type Static, Type } from 'typebox'
import { line, nullable, oneOf, strict, Time } from '../values/schema-parts.ts'

/** The pull request that a run's change became, as far as GitHub was asked. */
export const PullRequestView = Type.Object({
  number: Type.Integer(),
  url: Type.String(),
  state: oneOf(['open', 'closed', 'merged'] as const),
  draft: Type.Boolean(),
  headSha: Type.String(),
  branch: Type.String(),
  checks: Type.Object({ total: Type.Integer(), failed: Type.Integer(), pending: Type.Integer() }),
  review: oneOf(['none', 'approved', 'changes-requested', 'commented'] as const),
  seenAt: nullable(Time),
})
export type PullRequestView = Static<typeof PullRequestView>

/** Without a goal: to address the review. Without a spec: that of the run which it follows. */
export const FollowUpBody = Type.Object(
  { goal: Type.Optional(line(500)), spec: Type.Optional(Type.Unknown()) },
  strict,
)
