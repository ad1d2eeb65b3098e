import type { RunnableConfig } from '@langchain/core/runnables'
import { Annotation, type StateSnapshot } from '@langchain/langgraph'
import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint'
import type { AgentOutcome, AgentRequest } from '@pm-bot/domain'

/** How an agent can end; an interrupt is not an end. */
export type AgentEnd = Exclude<AgentOutcome, { status: 'interrupted' }>

/** What nodes are given at each invocation. None of it is in the thread's checkpoints. */
export type AgentContext = Pick<AgentRequest, 'goal' | 'spec' | 'workbench'>

export const AgentContextSchema = Annotation.Root({
  goal: Annotation<AgentContext['goal']>,
  spec: Annotation<AgentContext['spec']>,
  workbench: Annotation<AgentContext['workbench']>,
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
}

export type AgentGraph = (checkpointer: BaseCheckpointSaver) => CompiledAgentGraph
