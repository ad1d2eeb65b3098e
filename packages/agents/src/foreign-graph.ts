import type { RunnableConfig } from '@langchain/core/runnables'
import type { StateSnapshot } from '@langchain/langgraph'
import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint'
import type { AgentContext, AgentEnd, AgentGraph } from './agent-graph.ts'

export interface ForeignGraph {
  invoke(input: unknown, config: RunnableConfig & { context?: Record<string, unknown> }): Promise<unknown>
  getState(config: RunnableConfig): Promise<StateSnapshot>
}

/**
 * A graph that was written for LangGraph and knows nothing of pm-bot, as it is: it gets the goal as its first message,
 * beside what the run's spec says, and its last message is the summary. Of what pm-bot's own graphs work with it gets nothing.
 */
export const foreignGraph =
  (compile: (checkpointer: BaseCheckpointSaver) => ForeignGraph): AgentGraph =>
  (checkpointer) => {
    const graph = compile(checkpointer)
    return {
      invoke: (input, { context, ...config }) => {
        const { runId, goal, spec } = context
        return graph.invoke(isStart(input) ? firstInput(context) : input, {
          ...config,
          context: { runId, goal, spec },
        })
      },
      getState: (config) => graph.getState(config),
      endOf: (values): AgentEnd => ({ status: 'completed', summary: lastWords(values) }),
    }
  }

const isStart = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && Object.keys(input).length === 0

const firstInput = ({ goal, spec }: AgentContext) => ({
  ...(spec as Record<string, unknown>),
  messages: [{ role: 'user', content: goal }],
})

function lastWords({ messages }: Record<string, unknown>): string {
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined
  const text = (last as { text?: unknown } | undefined)?.text
  return typeof text === 'string' && text !== '' ? text.slice(0, 2000) : 'The agent came to its end.'
}
