import { Command, interrupt, type Runtime } from '@langchain/langgraph'
import { type InterruptRequest, type PartAnswer, UnbundleableChangeError } from '@pm-bot/domain'
import type { AgentContext } from '../agent-graph.ts'
import { afterTurn } from './after-turn.ts'
import { endedCalls } from './ended-calls.ts'
import type { LoopAgent, Proposal } from './loop-agent.ts'
import type { LoopState, LoopUpdate } from './loop-state.ts'
import { lastCalls } from './messages.ts'
import { keepTrace } from './tool-trace.ts'

/** Looks at what the model handed over: it is asked of a person, ends the run, or goes back with what is wrong with it. */
export const propose =
  (agent: LoopAgent) =>
  async (state: LoopState, { context }: Runtime<AgentContext>): Promise<Command<unknown, LoopUpdate>> => {
    const { workbench } = context!
    if (state.work !== null) await workbench.restoreWork(state.work)
    const proposal = await proposalOf(agent, state, context!)
    const kept = [...(proposal.kept ?? [])]
    if ('back' in proposal) return goBack(state, proposal.back, 'failed', { kept })
    if ('end' in proposal) return new Command({ goto: 'close', update: { kept, end: proposal.end } })
    kept.push(...(await keepTrace(state.trace, workbench)))
    return new Command({ goto: 'approve', update: { kept, request: proposal.ask } })
  }

async function proposalOf(agent: LoopAgent, state: LoopState, context: AgentContext): Promise<Proposal> {
  try {
    return await agent.propose(state.ending!.args, state, context)
  } catch (error) {
    if (!(error instanceof UnbundleableChangeError)) throw error
    return { back: `This cannot be proposed: ${error.message}` }
  }
}

/** Nothing but the question: on resume a node runs again from its top. */
export async function approve({ request }: LoopState): Promise<LoopUpdate> {
  return { answer: interrupt<InterruptRequest, PartAnswer>(request!) }
}

/** What a person's answer to the proposal leads to. */
export const conclude =
  (agent: LoopAgent) =>
  async (state: LoopState): Promise<Command<unknown, LoopUpdate>> => {
    const conclusion = agent.conclude(state.answer!, state.request!)
    if ('back' in conclusion) return goBack(state, conclusion.back, 'answered', {})
    return new Command({ goto: 'close', update: { end: conclusion } })
  }

function goBack(
  state: LoopState,
  text: string,
  outcome: 'failed' | 'answered',
  update: LoopUpdate,
): Command<unknown, LoopUpdate> {
  const call = lastCalls(state.messages).find(({ callId }) => callId === state.ending!.callId)!
  const ended = endedCalls(state.turn, [{ call, end: { outcome, text } }])
  return afterTurn(state, { ...update, ...ended, ending: null, request: null, answer: null })
}
