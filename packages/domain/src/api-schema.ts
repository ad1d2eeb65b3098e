import { type Static, Type } from 'typebox'
import { BudgetLimitsBody } from './budget-limits-schema.ts'
import { ARTIFACT_KINDS, CHANGESET_STATUSES } from './changeset.ts'
import { DECISION_ACTIONS, INBOX_KINDS, INBOX_STATUSES, RISKS } from './inbox.ts'
import { PullRequestView } from './pull-request-schema.ts'
import { REPO_SOURCES } from './repo.ts'
import { IMPORT_DEPTHS } from './repo-sync.ts'
import { RepoSyncView } from './repo-sync-schema.ts'
import { RUN_STATUSES } from './run-status.ts'
import { Id, line, nullable, oneOf, strict, Time, text } from './schema-parts.ts'
import { TAINTS } from './tool-policy.ts'
import { GrantScopeBody, ToolPolicyBody } from './tool-policy-schema.ts'

/**
 * What goes over HTTP, as JSON Schema: the api checks requests and shapes answers with it,
 * the OpenAPI document is made from it, and the page takes its types from it.
 */
export { Id, Time }

const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hexadecimal.' })
const Sha = Type.String({ description: 'A git object id.' })
const Version = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: "The owner's turn number; send it back in If-Match or version.",
})

export const PageQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ maxLength: 500 })),
  },
  strict,
)
/** A list's answer. `nextCursor` is null on the last page. */
export const page = <S extends Type.TSchema>(item: S) =>
  Type.Object({ items: Type.Array(item), nextCursor: nullable(Type.String()) })

export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String(),
  },
  { additionalProperties: true, description: 'application/problem+json' },
)
export type Problem = Static<typeof Problem>

// Workspaces

export const WorkspaceView = Type.Object({
  id: Id,
  name: Type.String(),
  createdAt: Time,
  version: Version,
})
export type WorkspaceView = Static<typeof WorkspaceView>
export const CreateWorkspaceBody = Type.Object({ name: line(100) }, strict)
export const PatchWorkspaceBody = Type.Object({ name: line(100) }, strict)

// Repositories

export const RepoView = Type.Object({
  id: Id,
  workspaceId: Id,
  source: oneOf(REPO_SOURCES),
  fullName: Type.String({
    description: 'Of a local repository: its absolute path; of one on GitHub: owner/name.',
  }),
  name: Type.String(),
  path: nullable(Type.String()),
  defaultBranch: nullable(Type.String()),
  status: oneOf(['active', 'disabled'] as const),
  addedAt: Time,
  maxRuns: Type.Integer({ description: 'Runs at work on it at once; others wait for a place.' }),
  /** Null for a local repository. */
  sync: nullable(RepoSyncView),
  version: Version,
})
export type RepoView = Static<typeof RepoView>
/** One of both: a repository of this machine by its path, or one on GitHub by its name. */
export const AddRepoBody = Type.Object(
  {
    workspaceId: Type.Optional(Id),
    path: Type.Optional(Type.String({ minLength: 1, maxLength: 4096, pattern: '^/[^\\u0000]*$' })),
    fullName: Type.Optional(Type.String({ minLength: 3, maxLength: 200, pattern: '^[^\\u0000-\\u001f]*$' })),
    depth: Type.Optional(oneOf(IMPORT_DEPTHS)),
  },
  strict,
)
export type AddRepoBody = Static<typeof AddRepoBody>
/** One of both. */
export const PatchRepoBody = Type.Object(
  {
    status: Type.Optional(oneOf(['active', 'disabled'] as const)),
    maxRuns: Type.Optional(nullable(Type.Integer({ minimum: 1, maximum: 64 }))),
  },
  { ...strict, minProperties: 1, maxProperties: 1 },
)

// Graphs

export const GraphView = Type.Object({
  id: Type.String(),
  title: Type.String(),
  description: Type.String(),
  specSchema: Type.Unknown(),
  /** What its agent may do unless the proposal says otherwise; null of a graph without tools. */
  tools: nullable(ToolPolicyBody),
  /** What it may spend unless the proposal says otherwise; null where nothing is counted then. */
  budget: nullable(BudgetLimitsBody),
})
export type GraphView = Static<typeof GraphView>

// Runs

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
  { ...PageQuery.properties, status: Type.Optional(oneOf(RUN_STATUSES)), repoId: Type.Optional(Id) },
  strict,
)

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

// Inbox

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

// Changesets

export const ChangedFileView = Type.Object({
  path: Type.String(),
  oldPath: Type.Optional(Type.String()),
  change: oneOf(['added', 'modified', 'deleted', 'renamed', 'type-changed'] as const),
  additions: Type.Integer(),
  deletions: Type.Integer(),
  binary: Type.Boolean(),
  oldMode: nullable(Type.String()),
  mode: nullable(Type.String()),
})
export const ChangesetView = Type.Object({
  id: Id,
  runId: Id,
  repoId: Id,
  status: oneOf(CHANGESET_STATUSES),
  baseSha: Sha,
  branch: Type.String(),
  message: Type.String(),
  subjectHash: Hash,
  files: Type.Array(ChangedFileView),
  appliedCommitSha: nullable(Sha),
  /** The changeset that this one took the place of. */
  supersedes: nullable(Id),
  createdAt: Time,
  updatedAt: Time,
  version: Version,
})
export type ChangesetView = Static<typeof ChangesetView>
export const DiffQuery = Type.Object(
  {
    against: Type.Optional(oneOf(['base', 'superseded'] as const)),
  },
  strict,
)

// Audit

export const AuditEventView = Type.Object({
  id: Id,
  workspaceId: nullable(Id),
  runId: nullable(Id),
  type: Type.String(),
  payload: Type.Unknown(),
  createdAt: Time,
  sealNo: nullable(Type.Integer({ description: 'Place in the chain; null until sealed.' })),
  hash: nullable(Type.String()),
})
export type AuditEventView = Static<typeof AuditEventView>
export const AuditQuery = Type.Object({ ...PageQuery.properties, runId: Type.Optional(Id) }, strict)
export const AuditVerdict = Type.Object({
  ok: Type.Boolean(),
  sealedTo: Type.Integer(),
  unsealed: Type.Integer(),
  problems: Type.Array(
    Type.Object({
      sealNo: nullable(Type.Integer()),
      eventId: nullable(Type.String()),
      problem: Type.String(),
    }),
  ),
})
export type AuditVerdict = Static<typeof AuditVerdict>

// The instance

/** Answered as long as the process lives: what is wrong is told, not shown by a status. */
export const HealthView = Type.Object({
  status: oneOf(['ok', 'degraded'] as const),
  checks: Type.Array(
    Type.Object({
      name: oneOf(['database', 'worker', 'scheduler'] as const),
      ok: Type.Boolean(),
      message: nullable(Type.String({ description: 'What is wrong and what to do.' })),
    }),
  ),
})
export type HealthView = Static<typeof HealthView>

/** Something that the operator should look after, now. */
export const WarningView = Type.Object({
  code: oneOf(['disk_filling', 'disk_full'] as const),
  message: Type.String({ description: 'What is the matter, in a sentence.' }),
  action: Type.String({ description: 'What to do about it.' }),
})
export type WarningView = Static<typeof WarningView>

export const MetaView = Type.Object({
  name: Type.Literal('pm-bot'),
  version: Type.String(),
  mode: oneOf(['workstation', 'server'] as const),
  database: oneOf(['sqlite', 'postgres'] as const),
  auth: Type.Object({ required: Type.Boolean(), signedIn: Type.Boolean() }),
  enums: Type.Record(Type.String(), Type.Array(Type.String())),
  capabilities: Type.Record(Type.String(), Type.Boolean()),
  warnings: Type.Array(WarningView, { description: 'Empty for whoever is not signed in.' }),
})
export type MetaView = Static<typeof MetaView>

/** Says that something changed, never what: the reader fetches again. */
export const ChangedEvent = Type.Object({
  topic: oneOf([
    'workspaces',
    'repos',
    'github',
    'grants',
    'budgets',
    'runs',
    'run-events',
    'inbox',
    'changesets',
    'audit',
    'queues',
    'actors',
    'workers',
    'instance',
    'sessions',
    'run-templates',
    'schedules',
  ] as const),
  /**
   * Of the row; of the run for `run-events`; of `queues` the queue's name, empty for the mailboxes;
   * of `actors` its address, `run/0197…`; empty for `audit`, `github` and `instance`.
   */
  id: Type.String(),
})
export type ChangedEvent = Static<typeof ChangedEvent>
