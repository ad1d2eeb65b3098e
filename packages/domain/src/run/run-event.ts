import type { SteeringMessage } from '../agent/agent-port.ts'
import type { ArtifactRef, ChangesetDraft, ChangesetStatus } from '../changeset/changeset.ts'
import type {
  OperationReport,
  PublishPayload,
  PublishResult,
  PullRequestState,
  SeenRemark,
} from '../changeset/publish.ts'
import type { GrantScope } from '../grant/grant.ts'
import type { Decision, InboxStatus } from '../inbox/inbox.ts'
import type { BudgetShortfall, PartAnswer } from '../inbox/interrupt.ts'
import type { Taint, ToolRule } from '../tool/tool-policy.ts'
import type { AwaitedWrite, InterruptRef, PendingItem } from './run.ts'
import type { RunProposal } from './run-command.ts'
import type { RunWork } from './run-effects.ts'
import type { AtWork } from './run-places.ts'
import type { RunStatus } from './run-status.ts'

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
  /** Put off until then; null: back again, by nobody when its time had come. */
  | { type: 'item-snoozed'; itemId: string; until: string | null; by: string | null }
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
  /** `changesetId`: what they wrote, where that was a changeset. */
  | { type: 'operations-reported'; operations: OperationReport[]; changesetId?: string }
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
