import type { Redactor } from '@pm-bot/domain'
import type { ModelReply } from '../models/chat-model.ts'
import type { LoopMessage } from './messages.ts'

/** Of one turn. */
const MOST_CALLS = 16
/** What providers take as a tool's name when they are sent the conversation again. */
const TOOL_NAME = /^[A-Za-z0-9_-]{1,64}$/

/**
 * The model's answer as it joins the conversation. Its calls get ids of ours, unique within the run; what cannot be read
 * keeps its place, because every call gets a result.
 */
export function readReply(
  { text, calls }: ModelReply,
  turn: number,
  redactor: Redactor,
): {
  message: LoopMessage & { from: 'model' }
  /** Why a call cannot be read, by call. */
  unreadable: Record<string, string>
} {
  const unreadable: Record<string, string> = {}
  const read = calls.slice(0, MOST_CALLS).map(({ name, args, raw }, index) => {
    const callId = `call_${turn}_${index}`
    if (args === null) {
      unreadable[callId] =
        `The arguments are no JSON object, or end in the middle, after ${raw.length} characters. Nothing was done.`
    }
    if (!TOOL_NAME.test(name)) unreadable[callId] = `There is no tool ${JSON.stringify(name.slice(0, 100))}.`
    return { callId, tool: TOOL_NAME.test(name) ? name : 'unknown', args: args ?? {} }
  })
  const left = calls.length - read.length
  const note = left > 0 ? `\n[${left} more calls were left out: at most ${MOST_CALLS} at once.]` : ''
  // Some refuse a conversation with an answer that is empty.
  const said = text.trim() === '' && read.length === 0 ? '(no answer)' : redactor.text(text)
  return { message: { from: 'model', text: said + note, calls: read }, unreadable }
}
