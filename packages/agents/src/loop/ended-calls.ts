import type { ToolCall } from '@pm-bot/domain'
import type { LoopState } from './loop-state.ts'
import { type TraceEntry, traceEntry } from './tool-trace.ts'

/** How a call ended, and what the model is told. */
export interface CallEnd {
  outcome: TraceEntry['outcome']
  text: string
  milliseconds?: number
  /** As it was made, where a person changed it. */
  args?: ToolCall['args']
}

/** The results of calls, for the conversation and for the trace. */
export function endedCalls(
  turn: number,
  ends: readonly { call: ToolCall; end: CallEnd }[],
): Pick<LoopState, 'messages' | 'trace'> {
  return {
    messages: ends.map(({ call, end }) => ({
      from: 'tool',
      callId: call.callId,
      text: end.text === '' ? '(nothing)' : end.text,
      failed: end.outcome !== 'done' && end.outcome !== 'answered',
    })),
    trace: ends.map(({ call: { callId, tool, args }, end }) =>
      traceEntry({ turn, callId, tool, args, ...end }),
    ),
  }
}
