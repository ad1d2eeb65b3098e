import type { Conversation, WireMessage } from './contract.ts'
import { type ApiProblem, refuseHistory } from './refuse-history.ts'

export interface ChatRequest extends Conversation {
  model: string
  stream: boolean
  includeUsage: boolean
}

/** The request's body as the double understands it, or what is wrong with it. */
export function readRequest(body: unknown): ChatRequest | ApiProblem {
  const { model, messages, tools = [], stream = false, stream_options } = (body ?? {}) as Partial<Body>
  if (typeof model !== 'string') return invalid('you must provide a model parameter', null)
  if (!Array.isArray(messages)) return invalid("Missing required parameter: 'messages'.", 'messages')
  for (const [index, tool] of tools.entries()) {
    const name = tool?.function?.name
    if (typeof name === 'string' && /^[a-zA-Z0-9_-]{1,64}$/.test(name)) continue
    const where = `tools[${index}].function.name`
    return invalid(`Invalid '${where}': string does not match pattern. Expected a name.`, where)
  }
  const read = messages.map(readMessage)
  const refusal = refuseHistory(read)
  if (refusal) return refusal
  const lastAnswer = read.findLastIndex(({ role }) => role === 'assistant')
  return {
    model,
    messages: read,
    tools: tools.map((tool) => tool.function.name),
    turn: read.filter(({ role }) => role === 'assistant').length,
    results: read
      .slice(lastAnswer + 1)
      .filter(({ role }) => role === 'tool')
      .map(({ content }) => content),
    stream,
    includeUsage: stream_options?.include_usage === true,
  }
}

interface Body {
  model: string
  messages: RawMessage[]
  tools: { function: { name: string } }[]
  stream: boolean
  stream_options: { include_usage?: boolean } | null
}
type RawMessage = Omit<WireMessage, 'content'> & { content?: string | { text?: string }[] | null }

function readMessage({ content, ...message }: RawMessage): WireMessage {
  if (Array.isArray(content)) return { ...message, content: content.map(({ text = '' }) => text).join('') }
  return { ...message, content: content ?? '' }
}

const invalid = (message: string, param: string | null): ApiProblem => ({
  status: 400,
  message,
  type: 'invalid_request_error',
  param,
  code: null,
})
