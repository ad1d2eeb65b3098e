import type { RunFork } from '../agent/agent-checkpoint.ts'
import type { BudgetLimits } from '../budget/budget.ts'
import type { ChangedFile } from '../changeset/changeset.ts'
import type { PublishPlan, PullRequestPlan } from '../changeset/publish.ts'
import type { Taint, ToolPolicy } from '../tool/tool-policy.ts'
import type { ToolEffect } from '../tool/tools.ts'
import type { Json } from '../values/canonical-json.ts'
import type { BudgetShortfall } from './interrupt.ts'

/** What a `run_start` item shows. */
export interface RunStartPayload {
  kind: 'run_start'
  goal: string
  graphId: string
  spec: Json
  /** What its agent may do without being asked, what it is asked about, what never. */
  tools?: ToolPolicy
  /** What it may spend before a person is asked. */
  budget?: BudgetLimits
  repo: { repoId: string; name: string; fullName: string }
  /** The step of another run that it begins from, and what that one did outside of its clone since then. */
  forkOf?: RunFork
}

/** What a `changeset_apply` item shows; the diff itself is at `/api/changesets/:id/diff`. */
export interface ChangesetApplyPayload {
  kind: 'changeset_apply'
  changesetId: string
  goal: string
  repo: { repoId: string; name: string; fullName: string }
  baseSha: string
  branch: string
  message: string
  files: ChangedFile[]
  /** What it becomes on GitHub; a part of the approved bytes. */
  pullRequest?: PullRequestPlan
  /** The run whose branch, and pull request, it is added to. */
  follows?: string
  /**
   * Set when an approved change met a head that had moved: `same` patch needs one key to
   * confirm, a `different` one comes with the interdiff.
   */
  rebased?: { patch: 'same' | 'different'; supersedes: string; formerBaseSha: string }
}

/** What a `publish` item shows; the plan's canonical JSON is the subject. */
export interface PublishItemPayload {
  kind: 'publish'
  plan: PublishPlan
  /** Of what an agent proposes: why, operation by operation. The agent's words, and data. */
  reasons?: { rationale: string; confidence: number | null }[]
}

/** What a `tool_call` item shows: one call, exactly as it would be made. */
export interface ToolCallPayload {
  kind: 'tool_call'
  tool: string
  args: Json
  callId: string | null
  /** The agent's words, and data. */
  description: string | null
  /** Why a person is asked, in the control plane's words. */
  why: string
  effect: ToolEffect
  /** What the run had read when it asked. */
  taint: readonly Taint[]
  goal: string
  repo: { repoId: string; name: string; fullName: string }
}

/** What a `question` item shows. */
export interface QuestionPayload {
  kind: 'question'
  question: string
  context: string | null
  goal: string
  repo: { repoId: string; name: string; fullName: string }
}

/** What a `spend` item shows. */
export interface SpendPayload {
  kind: 'spend'
  shortfall: BudgetShortfall
  /** By how much the limit is extended unless the decision says otherwise, in the measure's unit. */
  extendBy: number
  goal: string
  repo: { repoId: string; name: string; fullName: string }
}

export type InboxPayload =
  | RunStartPayload
  | ChangesetApplyPayload
  | PublishItemPayload
  | ToolCallPayload
  | QuestionPayload
  | SpendPayload
