import type { ThreadStep } from '../agent/agent-checkpoint.ts'
import type { SteeringMessage } from '../agent/agent-port.ts'
import type { BudgetLimits } from '../budget/budget.ts'
import type { ChangesetDraft, ChangesetStatus } from '../changeset/changeset.ts'
import type { PublishPlan, PullRequestState } from '../changeset/publish.ts'
import type { Decision, InboxItem, InboxStatus } from '../inbox/inbox.ts'
import type { PartAnswer } from '../inbox/interrupt.ts'
import type { RepoSource } from '../repo/repo.ts'
import type { Taint, ToolPolicy } from '../tool/tool-policy.ts'
import type { Json } from '../values/canonical-json.ts'
import type { RunWork } from './run-effects.ts'
import type { RunOrigin } from './run-origin.ts'
import type { RunPlace } from './run-places.ts'
import type { RunStatus } from './run-status.ts'

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
  /**
   * The effect that is under way for this run; its outcome is the only one that counts. `started`: the attempt that last
   * said that it began.
   */
  work: { effectId: string; verb: RunWork['verb']; started?: number } | null
  /** What the run failed by, while it may be put back. Older states lack it. */
  failedWork?: FailedWork | null
  pending: PendingItem[]
  /** Which of them are put off, and until when. Older states lack it. */
  snoozed?: Readonly<Record<string, string>>
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
