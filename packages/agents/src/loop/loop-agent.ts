import type { ArtifactRef, InterruptRequest, Json, PartAnswer, ToolName } from '@pm-bot/domain'
import type { AgentContext, AgentEnd } from '../agent-graph.ts'
import type { ToolOffer } from '../models/chat-model.ts'
import type { LoopState } from './loop-state.ts'

/** What tells one agent of a model from another. */
export interface LoopAgent {
  /** The first words to its model: what it is for, and how it ends. */
  task: string
  tools: readonly ToolName[]
  /** The call by which it hands over what it was asked for. */
  endTool: ToolOffer
  /** What of the repository and the cache it begins with. */
  contextOf(spec: Json): ContextWish
  /** Looks at what it handed over. Runs again from its top, wherever it died. */
  propose(args: Json, state: LoopState, context: AgentContext): Promise<Proposal>
  /** What a person's answer to the proposal leads to. */
  conclude(answer: PartAnswer, request: InterruptRequest): AgentEnd | { back: string }
}

export interface ContextWish {
  /** Of this repository; the run fails where the cache does not have it. */
  issueNumber?: number | undefined
  /** Asked beside the goal. */
  question?: string | undefined
  /** Words to look for among cached issues. */
  query?: string | undefined
  /** Whether it begins with the repository's tree, its README and the like. */
  repository: boolean
}

export type Proposal = { kept?: readonly ArtifactRef[] } & (
  | { end: AgentEnd }
  /** Asked of a person; the answer is concluded from. */
  | { ask: InterruptRequest }
  /** Told to the model as the result of its call. */
  | { back: string }
)
