import type { GraphId } from '@pm-bot/domain'
import type { AgentGraph } from './agent-graph.ts'
import { runCommandGraph } from './run-command-graph.ts'

/** A descriptor without a graph does not compile. */
export const agentGraphs: Record<GraphId, AgentGraph> = {
  'run_command/v1': runCommandGraph,
}
