import { Command, type Runtime, Send } from '@langchain/langgraph'
import type { ToolCall } from '@pm-bot/domain'
import type { AgentContext } from '../agent-graph.ts'
import { afterTurn } from './after-turn.ts'
import type { AskAbout } from './ask.ts'
import { type CallEnd, endedCalls } from './ended-calls.ts'
import type { LoopAgent } from './loop-agent.ts'
import type { LoopState, LoopUpdate } from './loop-state.ts'
import { lastCalls, openCalls } from './messages.ts'
import { ASK_OPERATOR, whatIsWrong } from './offers.ts'
import { keepTrace } from './tool-trace.ts'

/** What becomes of one call: it ends here, waits for a person, ends the run, or is left to `act`. */
type Passage = { end: CallEnd } | { ask: AskAbout } | { stop: string } | { ending: true } | { act: true }

/** Looks at every open call: what is wrong or denied gets its result at once, and what is to be asked is asked, all at once. */
export const gate =
  (agent: LoopAgent) =>
  async (state: LoopState, { context }: Runtime<AgentContext>): Promise<Command<unknown, LoopUpdate>> => {
    const { workbench } = context!
    const open = openCalls(state.messages)
    const passages: { call: ToolCall; passage: Passage }[] = []
    for (const call of open) passages.push({ call, passage: await passageOf(agent, state, call, context!) })

    const ends = passages.flatMap(({ call, passage }) =>
      'end' in passage ? [{ call, end: passage.end }] : [],
    )
    const update: LoopUpdate & Pick<LoopState, 'messages' | 'trace'> = endedCalls(state.turn, ends)
    const trace = [...state.trace, ...update.trace]

    for (const { passage } of passages) {
      if (!('stop' in passage)) continue
      return new Command({
        goto: 'close',
        update: { ...update, end: { status: 'failed', reason: passage.stop } },
      })
    }
    const asks = passages.flatMap(({ passage }) => ('ask' in passage ? passage.ask : []))
    if (asks.length > 0) {
      const kept = await keepTrace(trace, workbench)
      return new Command({ goto: asks.map((ask) => new Send('ask', { ask })), update: { ...update, kept } })
    }
    if (passages.some(({ passage }) => 'act' in passage)) return new Command({ goto: 'act', update })
    const ending = passages.find(({ passage }) => 'ending' in passage)?.call
    if (ending) return new Command({ goto: 'propose', update: { ...update, ending } })
    return afterTurn(state, update)
  }

async function passageOf(
  agent: LoopAgent,
  { messages, unreadable, answers }: LoopState,
  call: ToolCall,
  { workbench }: AgentContext,
): Promise<Passage> {
  const { callId, tool } = call
  const answer = answers[callId]
  switch (answer?.type) {
    case 'reject':
      return { end: { outcome: 'denied', text: `The operator refused this call${because(answer.words)}.` } }
    case 'respond':
      return { end: { outcome: 'answered', text: answer.words } }
    case 'end':
      return { stop: `the agent's question was not answered${because(answer.words)}` }
    case 'approve':
    case undefined:
  }
  const effective = { ...call, args: answer?.args ?? call.args }
  const wrong = unreadable[callId] ?? whatIsWrong(agent, effective)
  if (wrong !== null) return { end: { outcome: 'malformed', text: wrong } }
  if (tool === agent.endTool.name) {
    if (lastCalls(messages).length === 1) return { ending: true }
    return {
      end: {
        outcome: 'malformed',
        text: `Call ${tool} alone, when you have seen the results of the others.`,
      },
    }
  }
  if (tool === ASK_OPERATOR.name) {
    return { ask: { kind: 'question', callId, question: (call.args as { question: string }).question } }
  }

  const verdict = await workbench.judgeCall(effective)
  switch (verdict.verdict) {
    case 'allow':
      return { act: true }
    case 'deny':
      return { end: { outcome: 'denied', text: `Not allowed: ${verdict.why}.` } }
    case 'ask':
      return { ask: { kind: 'tool_call', callId, tool, args: effective.args, why: verdict.why } }
    case 'in-doubt':
      return {
        ask: {
          kind: 'question',
          callId,
          question: `Did this call of ${tool} happen? ${verdict.why[0]!.toUpperCase()}${verdict.why.slice(1)}. It is not made again: what should the agent know?`,
          context: JSON.stringify(effective.args, null, 2),
        },
      }
  }
}

const because = (words: string) => (words ? `: ${words}` : '')
