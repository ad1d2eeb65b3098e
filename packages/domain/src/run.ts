import type { RunFork, ThreadStep } from './agent-checkpoint.ts'
import type { AgentInterrupt, SteeringMessage } from './agent-port.ts'
import type { BudgetLimits } from './budget.ts'
import type { Json } from './canonical-json.ts'
import type { ArtifactRef, ChangesetDraft, ChangesetStatus } from './changeset.ts'
import type { CloneAnswer } from './clone-messages.ts'
import type { GrantScope, ReleaseItem } from './grant.ts'
import type { Decision, DecisionAction, InboxItem, InboxStatus } from './inbox.ts'
import type { BudgetShortfall, InterruptAnswer, PartAnswer } from './interrupt.ts'
import type { PlaceAnswer } from './place-messages.ts'
import type {
  OperationReport,
  PublishPayload,
  PublishPlan,
  PublishResult,
  PullRequestState,
  SeenPullRequest,
  SeenRemark,
} from './publish.ts'
import type { RepoSource } from './repo.ts'
import type { RunOrigin } from './run-origin.ts'
import type { AtWork, RunPlace } from './run-places.ts'
import type { RunStatus } from './run-status.ts'
import type { ReleaseStart } from './scheduled-messages.ts'
import type { Taint, ToolCall, ToolPolicy, ToolRule } from './tool-policy.ts'
import type { JobState } from './work-queues.ts'

/** What a run needs to know of its repository; frozen when the run is proposed. */
export interface RunRepo {
  repoId: string
  name: string
  fullName: string
  /** Where it lies on this machine; empty for one on GitHub. */
  path: string
  /** Older states lack it: they are of local repositories. */
  source?: RepoSource
}

/** Which part of which interrupt of which checkpoint an inbox item answers. */
export interface InterruptRef {
  interruptId: string
  checkpointId: string
  /** Of several actions the one that is meant, from 0. Older states lack it: their interrupts have one part. */
  part?: number
}

/** An interrupt whose parts are being answered, in their order; null where no answer is there yet. */
export interface OpenInterrupt {
  interruptId: string
  checkpointId: string
  parts: readonly (PartAnswer | null)[]
}

/** What a run remembers of one call of a tool. */
export interface KnownCall {
  /** Hash of tool and arguments as a person allowed them. */
  allowed?: string
  /** The attempt that began a call which may reach the world. */
  begunBy?: string
}

/** An approved write to GitHub whose reports an agent waits for. */
export interface AwaitedWrite {
  interrupt: InterruptRef
  answer: PartAnswer
}

/** An item that waits, as its run remembers it. */
export interface PendingItem {
  item: InboxItem
  /** The turn that opened it; a decision must name it. */
  version: number
  interrupt: InterruptRef | null
  changesetId: string | null
}

/** The whole state of a run's actor. */
export interface Run {
  /** Empty until the run is proposed. */
  runId: string
  /** The turn that last changed it. */
  version: number
  workspaceId: string
  repo: RunRepo
  goal: string
  graphId: string
  spec: Json
  status: RunStatus
  reason: string | null
  /** The effect that is under way for this run; its outcome is the only one that counts. */
  /** `started`: the attempt that last said that it began. */
  work: { effectId: string; verb: RunWork['verb']; started?: number } | null
  /** What the run failed by, while it may be put back. Older states lack it. */
  failedWork?: FailedWork | null
  pending: PendingItem[]
  /** How each item ended: the loser of a race is told who won. */
  resolved: Record<string, { status: InboxStatus; decision: Decision | null }>
  changesets: Record<
    string,
    {
      draft: ChangesetDraft
      status: ChangesetStatus
      interrupt: InterruptRef | null
      /** That allows it to be written. */
      decisionId?: string
    }
  >
  /** Whether it waits for its repository's clone. Older states lack it, and what follows. */
  awaitsClone?: boolean
  /** The run whose branch and pull request this one adds to. */
  follows?: string | null
  /** What its change became on GitHub. */
  pullRequest?: PullRequestState | null
  /** Approved writes to GitHub under way, by effect: they change nothing of the run's own way. */
  publishing?: Record<string, PublishPlan>
  /** When the last of them ended: what GitHub said before that is out of date. */
  publishedAt?: string
  /** What the operator said to the agent, oldest first. */
  steering?: readonly SteeringMessage[]
  /** What its agent may do; null of a graph without tools. */
  tools?: ToolPolicy | null
  /** What it may spend; null where nothing is counted. */
  budget?: BudgetLimits | null
  /** What it has read; never taken back. */
  taint?: readonly Taint[]
  /** The interrupts that its agent waits behind, with the answers that are there. */
  interrupts?: readonly OpenInterrupt[]
  /** By callId. */
  calls?: Readonly<Record<string, KnownCall>>
  /** Of what is in `publishing`, that which an agent asked for. */
  awaited?: Readonly<Record<string, AwaitedWrite>>
  /** Cancelled work whose performer has not said that it stopped. */
  stopping?: string | null
  /** The template that it was proposed from. */
  origin?: RunOrigin
  /** Where its thread begins, if not at the start. */
  fork?: ThreadStep
  /** The operator's words are numbered on from here; absent: from 0. */
  saidBefore?: number
  /** The place that it asked its repository for, or has. */
  place?: RunPlace | null
}

/** Work that could not be done, and where the run stood before. */
export interface FailedWork {
  effectId: string
  verb: RunWork['verb']
  from: RunStatus
  /** The changeset that could not be written. */
  changesetId: string | null
}

export const NEW_RUN: Run = {
  runId: '',
  version: 0,
  workspaceId: '',
  repo: { repoId: '', name: '', fullName: '', path: '' },
  goal: '',
  graphId: '',
  spec: null,
  status: 'proposed',
  reason: null,
  work: null,
  failedWork: null,
  pending: [],
  resolved: {},
  changesets: {},
}

/** What is proposed, as it stands for the whole life of the run. */
export interface RunProposal {
  runId: string
  workspaceId: string
  repo: RunRepo
  goal: string
  graphId: string
  spec: Json
  /** The run that this one repeats. */
  retryOf: string | null
  /** The run whose branch it adds to; absent where it makes one of its own. */
  follows?: string | null
  /** What its agent may do; absent or null of a graph without tools. */
  tools?: ToolPolicy | null
  /** What it may spend; absent or null where nothing is counted. */
  budget?: BudgetLimits | null
  /** The template that it was proposed from; absent where somebody wrote it. */
  origin?: RunOrigin
  /** The step of another run that it begins from. */
  forkOf?: RunFork
  by: string
}

/** What may be asked of a run. `by` is set by the door that the command came through. */
export type RunCommand =
  | ({ type: 'propose-run' } & RunProposal)
  | {
      type: 'decide'
      itemId: string
      action: DecisionAction
      version: number
      subjectHash: string
      reason: string | null
      /** What is approved instead, of an edit; of a budget `{ extendBy }`. */
      payload?: Json
      /** What it allows beyond this one call. */
      scope?: GrantScope
      by: string
    }
  /** A grant allows the call that an item asks about. */
  | ReleaseItem
  /** Its schedule has a permission to start it. */
  | ReleaseStart
  | { type: 'cancel-run'; ifVersion: number | null; reason: string | null; by: string }
  /** The operator wants this work tried now, having seen it in this state. */
  | { type: 'retry-effect'; effectId: string; state: JobState; by: string }
  /** The operator does not want this work any more, and with it the run. */
  | { type: 'cancel-effect'; effectId: string; by: string }
  /** Asks for a decision about writes to GitHub, also of a run that has ended. */
  | { type: 'propose-publish'; operations: PublishPlan['operations']; by: string }
  /** What GitHub now says of the run's pull request. */
  | ({ type: 'pull-request-seen' } & SeenPullRequest)
  /** The repository's answer to a run that asked for a clone. */
  | CloneAnswer
  /** And for a place. */
  | PlaceAnswer
  /** What the operator wants the agent to know before it goes on. */
  | { type: 'steer-run'; text: string; by: string }
  /**
   * A performer asks before each step with consequences. Answered with a GoAhead: what was said since the message
   * numbered `heardTo`.
   */
  | { type: 'may-go-on'; effectId: string; attempt: number; baseSha: string | null; heardTo?: number }
  /**
   * A performer asks about a call of a tool, answered with a CallJudgement. `begin`: it is made at once if it is allowed.
   * `grantId`: a grant was found for it.
   */
  | {
      type: 'judge-call'
      effectId: string
      token: string
      call: ToolCall
      begin: boolean
      grantId: string | null
      /** Whether that grant was found for a call of a run that has read what must not be passed on. Absent: it was not. */
      tainted?: boolean
    }
  /** A performer says what the run has read. */
  | { type: 'taint-run'; effectId: string; labels: readonly Taint[] }
  /** The performer of cancelled work has ended. */
  | { type: 'agent-stopped'; effectId: string }

/** Long work that a run owes, with what its performer needs. */
export type RunWork =
  | { verb: 'run-agent'; payload: RunAgentPayload }
  | { verb: 'resume-agent'; payload: ResumeAgentPayload }
  | { verb: 'apply-changeset'; payload: ApplyChangesetPayload }

export interface RunAgentPayload {
  runId: string
  threadId: string
  repo: RunRepo
  goal: string
  graphId: string
  spec: Json
  /** The run whose branch it starts from and adds to. */
  follows?: string
  /** Where its thread begins, if not at the start. */
  fork?: ThreadStep
}
export interface ResumeAgentPayload extends RunAgentPayload {
  answers: readonly InterruptAnswer[]
}
export interface ApplyChangesetPayload {
  runId: string
  repo: RunRepo
  decisionId: string
  changeset: ChangesetDraft
}

/** What comes back from long work. */
export type RunWorkResult =
  | {
      verb: 'run-agent' | 'resume-agent'
      result:
        | { status: 'interrupted'; interrupts: AgentInterrupt[]; artifacts: ArtifactRef[] }
        | { status: 'completed'; summary: string; artifacts: ArtifactRef[] }
        | { status: 'failed'; reason: string; artifacts: ArtifactRef[] }
    }
  | { verb: 'apply-changeset'; result: ApplyChangesetResult }

export type ApplyChangesetResult =
  | {
      status: 'applied'
      commitSha: string
      /** On GitHub: what was done there, one by one. */
      operations?: OperationReport[]
      pullRequest?: PullRequestState | null
    }
  /** The head had moved: the change carried over, for a person to look at again. */
  | { status: 'rebased'; draft: ChangesetDraft; interdiff: ArtifactRef | null; samePatch: boolean }
  | { status: 'conflict'; paths: string[]; headSha: string }
  | { status: 'branch-taken'; branch: string; sha: string }
  /** The decision does not allow these bytes to be written (any more). */
  | {
      status: 'not-allowed'
      reason: string
      /** What was written before that. */
      operations?: OperationReport[]
    }

/** What happened to a run. Rows, timeline and audit trail are made from these. */
export type RunEvent =
  | ({ type: 'run-proposed' } & RunProposal)
  | { type: 'status-changed'; from: RunStatus; to: RunStatus; reason: string | null; by: string | null }
  | { type: 'item-opened'; pending: PendingItem }
  | {
      type: 'item-resolved'
      itemId: string
      status: InboxStatus
      decision: Decision | null
      /** SHA-256 of what was approved instead of what the item shows. */
      decidedHash?: string
    }
  | ({ type: 'interrupt-answered'; answer: PartAnswer } & InterruptRef)
  | { type: 'call-allowed'; callId: string; tool: string; argsHash: string }
  | { type: 'call-begun'; callId: string; tool: string; token: string }
  | { type: 'tainted'; labels: readonly Taint[] }
  | {
      type: 'grant-given'
      grantId: string
      tool: string
      where: NonNullable<ToolRule['where']> | null
      scope: GrantScope
      coversTainted: boolean
      itemId: string
      by: string
    }
  | { type: 'budget-extended'; shortfall: BudgetShortfall; amount: number; itemId: string; by: string }
  | { type: 'agent-stopped'; effectId: string }
  | { type: 'work-requested'; effectId: string; work: RunWork }
  | { type: 'work-ended'; effectId: string; verb: RunWork['verb']; outcome: string }
  | { type: 'work-failed'; effectId: string; verb: RunWork['verb']; changesetId: string | null }
  | { type: 'work-cancelled'; effectId: string }
  | { type: 'work-hurried'; effectId: string; verb: RunWork['verb']; by: string }
  | { type: 'work-reopened'; effectId: string; verb: RunWork['verb']; by: string }
  | { type: 'agent-started'; attempt: number; baseSha: string | null }
  | ({ type: 'steered' } & SteeringMessage)
  | { type: 'artifact-stored'; artifact: ArtifactRef }
  | {
      type: 'changeset-proposed'
      draft: ChangesetDraft
      interrupt: InterruptRef | null
      supersedes: string | null
      interdiff: ArtifactRef | null
    }
  | {
      type: 'changeset-status-changed'
      changesetId: string
      status: ChangesetStatus
      commitSha: string | null
      reason: string | null
    }
  | { type: 'place-asked'; ticket: string; next: AtWork }
  | { type: 'place-awaited'; reason: string }
  /** `reason`: what it waits for now, if it was told to wait before. */
  | { type: 'place-taken'; reason: string | null }
  /** Its work was put back by hand: it does not wait for its place. */
  | { type: 'place-claimed' }
  | { type: 'place-returned' }
  | { type: 'clone-requested' }
  | { type: 'clone-arrived'; headSha: string }
  | { type: 'operations-reported'; operations: OperationReport[] }
  /** `what` says it as a sentence. */
  | { type: 'pull-request-changed'; pullRequest: PullRequestState; branch: string; what: string }
  | { type: 'remark-received'; number: number; remark: SeenRemark }
  | { type: 'publish-requested'; effectId: string; payload: PublishPayload; awaited?: AwaitedWrite }
  | {
      type: 'publish-ended'
      effectId: string
      outcome: PublishResult['status'] | 'failed'
      reason: string | null
      at: string
    }
  | { type: 'command-refused'; command: string; code: string; message: string; by: string | null }
