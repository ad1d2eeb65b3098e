import {
  AIMessage,
  type BaseMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages'
import type { Json, ToolCall } from '@pm-bot/domain'

/** One entry of the conversation with the model, as it stands in the thread's checkpoints. */
export type LoopMessage =
  | { from: 'pm-bot'; text: string }
  /** The goal with its context, words of the operator, and reminders. */
  | { from: 'person'; text: string }
  | { from: 'model'; text: string; calls: readonly ToolCall[] }
  | { from: 'tool'; callId: string; text: string; failed: boolean }

export function toLangChain(message: LoopMessage): BaseMessage {
  switch (message.from) {
    case 'pm-bot':
      return new SystemMessage(message.text)
    case 'person':
      return new HumanMessage(message.text)
    case 'model':
      return new AIMessage({
        content: message.text,
        tool_calls: message.calls.map(({ callId, tool, args }) => ({
          id: callId,
          name: tool,
          args: args as Record<string, Json>,
          type: 'tool_call',
        })),
      })
    case 'tool':
      return new ToolMessage({
        tool_call_id: message.callId,
        content: message.text,
        status: message.failed ? 'error' : 'success',
      })
  }
}

/** The calls of the model's last answer that nobody has answered yet, in its order. */
export function openCalls(messages: readonly LoopMessage[]): ToolCall[] {
  const at = messages.findLastIndex(({ from }) => from === 'model')
  const answered = messages.slice(at + 1).flatMap((each) => (each.from === 'tool' ? each.callId : []))
  return lastCalls(messages).filter(({ callId }) => !answered.includes(callId))
}

/** All calls of the model's last answer. */
export function lastCalls(messages: readonly LoopMessage[]): readonly ToolCall[] {
  const last = messages.findLast((each) => each.from === 'model')
  return last?.from === 'model' ? last.calls : []
}
