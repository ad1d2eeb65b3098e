import { Command, interrupt } from '@langchain/langgraph'
import type { InterruptRequest, PartAnswer } from '@pm-bot/domain'
import type { LoopState, LoopUpdate } from './loop-state.ts'

/** Asks for more where a limit is reached, and goes on with the step that it stopped. */
export async function spend({ shortfall }: LoopState): Promise<Command<unknown, LoopUpdate>> {
  const { step, sentence, ...short } = shortfall!
  const { action, reason } = interrupt<InterruptRequest, PartAnswer>({ kind: 'spend', ...short })
  if (action === 'approve') return new Command({ goto: step, update: { shortfall: null } })
  const why = reason ? ` The operator said: ${reason}` : ''
  return new Command({
    goto: 'close',
    update: { end: { status: 'failed', reason: `budget: ${sentence}${why}` } },
  })
}
