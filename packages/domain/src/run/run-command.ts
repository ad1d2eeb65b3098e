import type { JobState } from '../actor/work-queues.ts'
import type { RunFork } from '../agent/agent-checkpoint.ts'
import type { BudgetLimits } from '../budget/budget.ts'
import type { PublishPlan, SeenPullRequest } from '../changeset/publish.ts'
import type { GrantScope, ReleaseItem } from '../grant/grant.ts'
import type { DecisionAction } from '../inbox/inbox.ts'
import type { CloneAnswer } from '../repo/clone-messages.ts'
import type { PlaceAnswer } from '../repo/place-messages.ts'
import type { ReleaseStart } from '../schedule/scheduled-messages.ts'
import type { Taint, ToolCall, ToolPolicy } from '../tool/tool-policy.ts'
import type { Json } from '../values/canonical-json.ts'
import type { RunRepo } from './run.ts'
import type { RunOrigin } from './run-origin.ts'

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
      /** What is approved instead, of an edit; of a budget `{ extendBy }`; of a `respond` to a changeset `{ comments }`. */
      payload?: Json
      /** What it allows beyond this one call. */
      scope?: GrantScope
      by: string
    }
  /** The operator does not want to see an item until then; null: now. */
  | {
      type: 'snooze-item'
      itemId: string
      version: number
      subjectHash: string
      until: string | null
      by: string
    }
  /** A timer: the item was put off until now. */
  | { type: 'wake-item'; itemId: string; until: string }
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
