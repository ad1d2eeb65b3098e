import type { RunnableConfig } from '@langchain/core/runnables'
import { Annotation, type StateSnapshot } from '@langchain/langgraph'
import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint'
import type { AgentOutcome, AgentRequest, Redactor, ToolName } from '@pm-bot/domain'
import type { Models } from './models/chat-model.ts'
import type { ToolPerformer } from './tools/tool-performer.ts'

/** How an agent can end; an interrupt is not an end. */
export type AgentEnd = Exclude<AgentOutcome, { status: 'interrupted' }>

/** What nodes are given at each invocation. None of it is in the thread's checkpoints. */
export interface AgentContext extends Pick<AgentRequest, 'runId' | 'goal' | 'spec' | 'workbench' | 'signal'> {
  models: Models
  performers: Performers
  /** Masks what goes to a model and into checkpoints. */
  redactor: Redactor
}

export type Performers = Readonly<Record<ToolName, ToolPerformer>>

export const AgentContextSchema = Annotation.Root({
  runId: Annotation<AgentContext['runId']>,
  goal: Annotation<AgentContext['goal']>,
  spec: Annotation<AgentContext['spec']>,
  workbench: Annotation<AgentContext['workbench']>,
  signal: Annotation<AgentContext['signal']>,
  models: Annotation<AgentContext['models']>,
  performers: Annotation<AgentContext['performers']>,
  redactor: Annotation<AgentContext['redactor']>,
})

/** State that every graph has: a thread without tasks has an `end`. */
export const endChannel = Annotation<AgentEnd | null>({
  reducer: (_, end) => end,
  default: () => null,
})

export interface CompiledAgentGraph {
  invoke(
    input: unknown,
    config: RunnableConfig & { context: AgentContext; durability: 'sync' },
  ): Promise<unknown>
  getState(config: RunnableConfig): Promise<StateSnapshot>
  /** Newest first. Absent of a graph whose steps nobody can begin from. */
  getStateHistory?(config: RunnableConfig, options?: { limit?: number }): AsyncIterable<StateSnapshot>
  /** How a thread ended whose state has no `end`, because the graph was written for others. */
  endOf?(values: Record<string, unknown>): AgentEnd
}

export type AgentGraph = (checkpointer: BaseCheckpointSaver) => CompiledAgentGraph
