import { Command, type Runtime } from '@langchain/langgraph'
import {
  type ArtifactRef,
  effectOf,
  type KeptWork,
  type ToolCall,
  UnbundleableChangeError,
} from '@pm-bot/domain'
import type { AgentContext } from '../agent-graph.ts'
import { afterTurn } from './after-turn.ts'
import type { CallEnd } from './ended-calls.ts'
import { endedCalls } from './ended-calls.ts'
import type { LoopState, LoopUpdate } from './loop-state.ts'
import { openCalls } from './messages.ts'
import { type Performed, performCall } from './perform-call.ts'

/**
 * Makes the open calls in order, from the clone as the last step left it. It ends behind each call that may reach the
 * world, so that little is in doubt when it dies, before each that has to be asked about first, and where everything is
 * paused: what was done so far is kept.
 */
export async function act(
  state: LoopState,
  { context }: Runtime<AgentContext>,
): Promise<Command<unknown, LoopUpdate>> {
  const { workbench } = context!
  const open = openCalls(state.messages)
  if (state.work !== null) await workbench.restoreWork(state.work)

  const ends: Ended[] = []
  const kept: ArtifactRef[] = []
  let stopped: Exclude<Performed, { status: 'ended' }> | undefined
  for (const call of open) {
    if (ends.length > 0 && (await workbench.isPaused())) break
    const args = answeredArgs(state, call)
    const performed = await performCall({ ...call, args }, args !== call.args, context!)
    kept.push(...performed.kept)
    if (performed.status !== 'ended') {
      stopped = performed
      break
    }
    ends.push({ call, end: performed.end })
    if (effectOf({ ...call, args }) === 'outside') break
  }

  const { work, told } = await keepChanges(state, ends, context!)
  const update: LoopUpdate & Pick<LoopState, 'messages' | 'trace'> = {
    ...endedCalls(state.turn, told),
    kept,
    shortfall: null,
    work,
  }
  if (stopped?.status === 'exhausted') {
    const { shortfall, sentence } = stopped
    return new Command({
      goto: 'spend',
      update: { ...update, shortfall: { ...shortfall, sentence, step: 'act' } },
    })
  }
  if (stopped?.status === 'refused') {
    const end = { status: 'failed', reason: stopped.sentence } as const
    return new Command({ goto: 'close', update: { ...update, end } })
  }
  return ends.length < open.length ? new Command({ goto: 'gate', update }) : afterTurn(state, update)
}

/** What was approved, where it is not what the model wanted. */
function answeredArgs({ answers }: LoopState, { callId, args }: ToolCall): ToolCall['args'] {
  const answer = answers[callId]
  return (answer?.type === 'approve' && answer.args) || args
}

interface Ended {
  call: ToolCall
  end: CallEnd
}

/** A clone that cannot be kept as it stands goes back to what it was, and the model is told: the next step restores it. */
async function keepChanges(
  { work }: LoopState,
  ends: readonly Ended[],
  { workbench }: AgentContext,
): Promise<{ work: KeptWork | null; told: readonly Ended[] }> {
  const changes = ends.some(({ call }) => effectOf(call) !== 'none')
  if (!changes && work !== null) return { work, told: ends }
  try {
    return { work: await workbench.keepWork(), told: ends }
  } catch (error) {
    if (!(error instanceof UnbundleableChangeError) || work === null) throw error
    const note = `[The files are again as they were before this answer: ${error.message}]`
    const told = ends.map(({ call, end }): Ended => {
      if (effectOf(call) === 'none') return { call, end }
      return { call, end: { ...end, outcome: 'failed', text: `${end.text}\n${note}` } }
    })
    return { work, told }
  }
}
