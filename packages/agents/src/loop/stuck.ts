import { Command, interrupt } from '@langchain/langgraph'
import type { InterruptRequest, PartAnswer } from '@pm-bot/domain'
import type { LoopState, LoopUpdate } from './loop-state.ts'

const SHOWN_CALLS = 6

/** Asks a person once what an agent that goes in circles should do. */
export async function stuck(state: LoopState): Promise<Command<unknown, LoopUpdate>> {
  const { whyStuck: why, trace } = state
  const { action, reason } = interrupt<InterruptRequest, PartAnswer>({
    kind: 'question',
    question: `The agent is stuck: ${why}. What should it do?`,
    context: lastCalls(state),
  })
  if (action !== 'reject') {
    const text = `The operator saw that you are stuck (${why}) and says: ${reason || 'Go on.'}`
    return new Command({
      goto: 'think',
      update: { whyStuck: null, helpedAt: trace.length, messages: [{ from: 'person', text }] },
    })
  }
  const words = reason ? `, and the operator said: ${reason}` : ''
  return new Command({
    goto: 'close',
    update: { end: { status: 'failed', reason: `the agent got stuck: ${why}${words}` } },
  })
}

const lastCalls = ({ trace }: LoopState): string =>
  trace
    .slice(-SHOWN_CALLS)
    .map(({ tool, args, outcome, result }) =>
      tool === null
        ? `no call: ${result.slice(0, 200)}`
        : `${tool} ${JSON.stringify(args).slice(0, 200)}\n  ${outcome}: ${result.slice(0, 200)}`,
    )
    .join('\n')
