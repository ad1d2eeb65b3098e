import { type Static, Type } from 'typebox'
import { BudgetLimitsBody } from '../budget/budget-limits-schema.ts'
import { ARTIFACT_KINDS } from '../changeset/changeset.ts'
import { PullRequestView } from '../github/pull-request-schema.ts'
import { TAINTS } from '../tool/tool-policy.ts'
import { ToolPolicyBody } from '../tool/tool-policy-schema.ts'
import { PageQuery, page } from '../values/api-schema.ts'
import { Hash, Id, line, nullable, oneOf, Sha, strict, Time, text, Version } from '../values/schema-parts.ts'
import { RUN_STATUSES, RUN_ZONES, type RunZone } from './run-status.ts'

export const RunView = Type.Object({
  id: Id,
  workspaceId: Id,
  repoId: Id,
  repoName: Type.String(),
  goal: Type.String(),
  graphId: Type.String(),
  spec: Type.Unknown(),
  status: oneOf(RUN_STATUSES),
  reason: nullable(Type.String({ description: 'Why the run stands where it stands, in a sentence.' })),
  threadId: nullable(Type.String()),
  baseSha: nullable(Sha),
  branch: nullable(Type.String()),
  commitSha: nullable(Sha),
  changesetId: nullable(Id),
  retryOf: nullable(Id),
  /** The run whose pull request this one adds to. */
  follows: nullable(Id),
  /** What proposed it again: a template, and its schedule. */
  templateId: nullable(Id),
  scheduleId: nullable(Id),
  /** The run that it begins from a step of. */
  forkOf: nullable(Id),
  forkCheckpointId: nullable(Type.String()),
  pullRequest: nullable(PullRequestView),
  /** What its agent may do; null of a graph without tools. */
  tools: nullable(ToolPolicyBody),
  /** What it may spend; null where nothing is counted. */
  budget: nullable(BudgetLimitsBody),
  /** What it has spent so far, in millionths of a dollar; null where nothing is counted. */
  spentMicroUsd: nullable(Type.Integer({ minimum: 0 })),
  /** What it has read that limits where it may send. */
  taint: Type.Array(oneOf(TAINTS)),
  createdAt: Time,
  updatedAt: Time,
  version: Version,
})
export type RunView = Static<typeof RunView>
export const ProposeRunBody = Type.Object(
  {
    repoId: Id,
    goal: line(500),
    graphId: Type.String({ minLength: 1, maxLength: 100 }),
    spec: Type.Optional(Type.Unknown()),
    /** Without them: those of the graph. */
    tools: Type.Optional(ToolPolicyBody),
    /** Without it: enough for a day's task, where the graph has tools. */
    budget: Type.Optional(BudgetLimitsBody),
  },
  strict,
)
export type ProposeRunBody = Static<typeof ProposeRunBody>
/** Words to the agent, which reads them before its next step. */
export const SteerRunBody = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: 4000, pattern: '^(?=[\\s\\S]*\\S)[^\\u0000]*$' }) },
  strict,
)
export const CancelRunBody = Type.Object({ reason: Type.Optional(text(2000)) }, strict)
export const RunsQuery = Type.Object(
  {
    ...PageQuery.properties,
    status: Type.Optional(oneOf(RUN_STATUSES)),
    /** Several statuses at once: proposed and blocked, approved and running, or those of ended runs. */
    zone: Type.Optional(oneOf(Object.keys(RUN_ZONES) as RunZone[])),
    repoId: Type.Optional(Id),
    /** Only those that were made from this run: tried again, forked, or added to its branch. */
    madeFrom: Type.Optional(Id),
  },
  strict,
)

/** What goes on in a run at this time. */
export const RunActivityView = Type.Object({
  runId: Id,
  ages: Type.Array(Type.Integer({ minimum: 0 }), {
    description:
      'Seconds since each of the newest events of the last half hour, the newest first, at most 120.',
  }),
})
export type RunActivityView = Static<typeof RunActivityView>

export const RunEventView = Type.Object({
  seq: Type.Integer({ description: 'Counts up by one within the run, without gaps.' }),
  type: Type.String(),
  title: Type.String({ description: 'The event as one plain sentence.' }),
  by: nullable(Type.String()),
  detail: Type.Unknown(),
  at: Time,
})
export type RunEventView = Static<typeof RunEventView>
/** A page of a run's events, which says what is there no more. */
export const RunEventPage = Type.Object({
  ...page(RunEventView).properties,
  removedTo: Type.Integer({
    description:
      'Events up to this seq were removed after their time; 0 when all are there. Changes of status and decisions stay in their own lists.',
  }),
})
export type RunEventPage = Static<typeof RunEventPage>
export const RunTransitionView = Type.Object({
  from: nullable(oneOf(RUN_STATUSES)),
  to: oneOf(RUN_STATUSES),
  reason: nullable(Type.String()),
  by: nullable(Type.String()),
  at: Time,
})
export type RunTransitionView = Static<typeof RunTransitionView>

export const ArtifactView = Type.Object({
  id: Id,
  runId: Id,
  kind: oneOf(ARTIFACT_KINDS),
  title: Type.String(),
  contentType: Type.String(),
  sizeBytes: Type.Integer(),
  hash: Hash,
  createdAt: Time,
})
export type ArtifactView = Static<typeof ArtifactView>
