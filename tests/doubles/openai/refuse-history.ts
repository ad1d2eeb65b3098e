import type { WireMessage } from './contract.ts'

/** An error in the words of the real one. */
export interface ApiProblem {
  status: number
  message: string
  type: string
  param: string | null
  code: string | null
}

const invalid = (message: string, param: string): ApiProblem => ({
  status: 400,
  message,
  type: 'invalid_request_error',
  param,
  code: null,
})

/** What the real one says of a conversation whose tool calls and results do not fit together; undefined when they do. */
export function refuseHistory(messages: readonly WireMessage[]): ApiProblem | undefined {
  if (messages.length === 0) return invalid("Invalid 'messages': empty array.", 'messages')
  for (const [index, message] of messages.entries()) {
    if (message.role === 'tool') {
      const asked = messages.slice(0, index).findLast(({ role }) => role !== 'tool')
      if (asked?.tool_calls?.some(({ id }) => id === message.tool_call_id)) continue
      return invalid(
        "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
        `messages.[${index}].role`,
      )
    }
    const unanswered = danglingCalls(messages, index)
    if (unanswered.length === 0) continue
    return invalid(
      `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${unanswered.join(', ')}`,
      'messages',
    )
  }
  return undefined
}

function danglingCalls(messages: readonly WireMessage[], index: number): string[] {
  const calls = messages[index]?.tool_calls ?? []
  const answered = new Set<string | undefined>()
  for (const { role, tool_call_id } of messages.slice(index + 1)) {
    if (role !== 'tool') break
    answered.add(tool_call_id)
  }
  return calls.map(({ id }) => id).filter((id) => !answered.has(id))
}
