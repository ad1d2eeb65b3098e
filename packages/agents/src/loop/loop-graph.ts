import { END, type Runtime, START, StateGraph } from '@langchain/langgraph'
import { type AgentContext, AgentContextSchema, type AgentGraph } from '../agent-graph.ts'
import { act } from './act.ts'
import { ask } from './ask.ts'
import { gate } from './gate.ts'
import type { LoopAgent } from './loop-agent.ts'
import { LoopState, type LoopUpdate } from './loop-state.ts'
import { prepare } from './prepare.ts'
import { approve, conclude, propose } from './propose.ts'
import { spend } from './spend.ts'
import { stuck } from './stuck.ts'
import { think } from './think.ts'
import { keepTrace } from './tool-trace.ts'

/**
 * An agent of a model as a graph. Every node may run again from its top: what it changed in the clone is put back first,
 * what may reach the world is begun at most once, and a node that asks does nothing else.
 */
export const loopGraph =
  (agent: LoopAgent): AgentGraph =>
  (checkpointer) =>
    new StateGraph(LoopState, AgentContextSchema)
      .addNode('prepare', prepare(agent), { ends: ['think', 'close'] })
      .addNode('think', think(agent), { ends: ['gate', 'think', 'spend', 'stuck', 'close'] })
      .addNode('gate', gate(agent), { ends: ['ask', 'act', 'propose', 'think', 'stuck', 'close'] })
      .addNode('ask', ask as never)
      .addNode('act', act, { ends: ['gate', 'think', 'spend', 'stuck', 'close'] })
      .addNode('propose', propose(agent), { ends: ['approve', 'think', 'stuck', 'close'] })
      .addNode('approve', approve)
      .addNode('conclude', conclude(agent), { ends: ['think', 'stuck', 'close'] })
      .addNode('spend', spend, { ends: ['think', 'act', 'close'] })
      .addNode('stuck', stuck, { ends: ['think', 'close'] })
      .addNode('close', close)
      .addEdge(START, 'prepare')
      .addEdge('ask', 'gate')
      .addEdge('approve', 'conclude')
      .addEdge('close', END)
      .compile({ checkpointer })

/** Keeps the trace of all calls, whatever the end is. */
async function close(
  { trace }: typeof LoopState.State,
  { context }: Runtime<AgentContext>,
): Promise<LoopUpdate> {
  return { kept: await keepTrace(trace, context!.workbench) }
}
