import type { ChangesetDraft } from '../changeset/changeset.ts'
import type { QuotedComment } from '../changeset/line-comments.ts'
import type { PublishOperation } from '../changeset/publish.ts'
import type { Json } from '../values/canonical-json.ts'
import type { DecisionAction } from './inbox.ts'

/** What an agent asks a person, as it stands in its checkpoint and is shown in the inbox. */
export type InterruptRequest =
  | { kind: 'changeset_apply'; changeset: ChangesetDraft }
  /**
   * Calls of tools that wait for a person, one item each. `format` says in which words the graph wants its answer:
   * LangChain's human-in-the-loop middleware (`actionRequests`), or the Agent Inbox (`action_request`).
   */
  | { kind: 'tool_call'; format: 'hitl' | 'agent-inbox' | 'agent-inbox-list'; actions: ActionRequest[] }
  | { kind: 'question'; question: string; context?: string }
  /** A limit of a budget is reached; what is approved is the extension. */
  | ({ kind: 'spend' } & BudgetShortfall)
  /** Writes to GitHub, each with why; what is approved is exactly the operations. */
  | { kind: 'publish'; operations: readonly ProposedOperation[] }

/** One call that a person decides about. */
export interface ActionRequest {
  /** Of the model's tool call; null where a foreign graph does not say. */
  callId: string | null
  tool: string
  args: Json
  /** The agent's words about it, and data: risk is computed by policy and never taken from here. */
  description: string | null
  /** What the graph can take as an answer; the control plane may allow less. */
  allowed: readonly ('approve' | 'edit' | 'reject' | 'respond')[]
}

export interface ProposedOperation {
  operation: PublishOperation
  rationale: string
  /** 0 to 1, as the model claims. */
  confidence: number | null
}

/** Which limit does not allow what. */
export interface BudgetShortfall {
  scope: BudgetScope
  measure: BudgetMeasure
  /** In the measure's unit. */
  limit: number
  spent: number
  reserved: number
  needed: number
}

/** What is counted: tokens, millionths of a US dollar, calls of models and tools, seconds at work. */
export const BUDGET_MEASURES = ['tokens', 'microUsd', 'calls', 'seconds'] as const
export type BudgetMeasure = (typeof BUDGET_MEASURES)[number]

/** `key`: of a run or repository its id, of a day its date in UTC, of a provider its name, of a tool its quota key. */
export interface BudgetScope {
  kind: (typeof BUDGET_SCOPE_KINDS)[number]
  key: string
}
export const BUDGET_SCOPE_KINDS = ['run', 'repo', 'day', 'provider', 'tool'] as const

/** A person's answer to one part of an interrupt: to its only one, or to one of several actions. */
export interface PartAnswer {
  action: DecisionAction
  decisionId: string
  /** What was approved instead, of the same shape and checked like the original. */
  payload?: Json
  /** Words to the agent: why it was rejected, or the answer to a question. */
  reason?: string
  /** What a change is to be different in, line by line. */
  comments?: readonly QuotedComment[]
  /** The commit that now holds the change, after an approved one was applied. */
  commitSha?: string
  /** What became of approved writes, one by one. */
  operations?: Json
}

/** Answers one interrupt, whole: a graph is resumed when every part of every interrupt of its checkpoint has an answer. */
export interface InterruptAnswer {
  interruptId: string
  checkpointId: string
  parts: readonly PartAnswer[]
}
