import type { GraphId } from '@pm-bot/domain'
import type { AgentGraph } from './agent-graph.ts'
import { cliAgentGraph } from './cli-agent-graph.ts'
import { changeProposer } from './graphs/change-proposer.ts'
import { issueTriager } from './graphs/issue-triager.ts'
import { repoAnswerer } from './graphs/repo-answerer.ts'
import { loopGraph } from './loop/loop-graph.ts'
import { runCommandGraph } from './run-command-graph.ts'

/** A descriptor without a graph does not compile. */
export const agentGraphs: Record<GraphId, AgentGraph> = {
  'run_command/v1': runCommandGraph,
  'repo_change_proposer/v1': loopGraph(changeProposer),
  'issue_triager/v1': loopGraph(issueTriager),
  'repo_answerer/v1': loopGraph(repoAnswerer),
  'cli_agent/v1': cliAgentGraph,
}
