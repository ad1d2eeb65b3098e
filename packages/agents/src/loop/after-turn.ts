import { Command } from '@langchain/langgraph'
import { whyStuck } from './circuit-breaker.ts'
import type { LoopState, LoopUpdate } from './loop-state.ts'

/** On to the next turn, or to a person when the agent is stuck; stuck again it fails. */
export function afterTurn(
  { trace, helpedAt }: Pick<LoopState, 'trace' | 'helpedAt'>,
  update: LoopUpdate & { trace?: LoopState['trace'] },
): Command<unknown, LoopUpdate> {
  const stuck = whyStuck([...trace, ...(update.trace ?? [])].slice(helpedAt ?? 0))
  if (stuck === null) return new Command({ goto: 'think', update })
  if (helpedAt === null) return new Command({ goto: 'stuck', update: { ...update, whyStuck: stuck } })
  return new Command({
    goto: 'close',
    update: { ...update, end: { status: 'failed', reason: `the agent got stuck: ${stuck}` } },
  })
}
