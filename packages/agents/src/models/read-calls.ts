import type { AIMessageChunk } from '@langchain/core/messages'
import type { Json } from '@pm-bot/domain'

/** A call of a tool as the model wrote it. */
export interface WrittenCall {
  name: string
  /** Null where what was written is no JSON object. */
  args: Json | null
  raw: string
}

/**
 * The calls in an answer, parsed strictly: LangChain's own `tool_calls` of a stream mend JSON that ends in the middle, and
 * half a file would be written as if it were whole.
 */
export function readCalls({ tool_call_chunks = [] }: AIMessageChunk): WrittenCall[] {
  return tool_call_chunks.map(({ name = '', args: raw = '' }) => ({ name, args: parseObject(raw), raw }))
}

function parseObject(text: string): Json | null {
  // Some write nothing where a tool takes nothing.
  if (text.trim() === '') return {}
  if (isTooDeep(text)) return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null
  } catch {
    return null
  }
}

/** No tool takes more; and deeper by far, whatever goes through it comes to the end of its stack. */
const MOST_LEVELS = 100

function isTooDeep(json: string): boolean {
  let levels = 0
  for (const [token] of json.matchAll(/"(?:[^"\\]+|\\.)*"?|[[{\]}]/gs)) {
    if (token === '[' || token === '{') levels += 1
    else if (token === ']' || token === '}') levels -= 1
    if (levels > MOST_LEVELS) return true
  }
  return false
}
