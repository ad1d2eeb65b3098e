import type { Json } from '@pm-bot/domain'

/** Deeper than what any graph of ours keeps. */
const LEVELS = 50

/** A thread's channels as people read them: without those that only move the graph on, messages as role, text and calls. */
export function plainState(channels: Readonly<Record<string, unknown>>): Json {
  const shown = Object.entries(channels).filter(([name]) => !/^(__|branch:)/.test(name))
  return Object.fromEntries(shown.map(([name, value]) => [name, plain(value, LEVELS)]))
}

function plain(value: unknown, levels: number): Json {
  if (typeof value !== 'object' || value === null) return value === undefined ? null : (value as Json)
  if (levels === 0) return '… deeper than is shown'
  if (Array.isArray(value)) return value.map((entry) => plain(entry, levels - 1))
  const fields = value as Record<string, unknown>
  const message = messageIn(fields)
  if (message) return plain(message, levels)
  if (fields.lc === 2) return fields.type === 'undefined' ? null : plain(fields.args ?? fields.value, levels)
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, plain(field, levels - 1)]))
}

/** A message of LangChain's, which its serializer keeps as the name of a class and its arguments. */
function messageIn({ lc, type, id, kwargs }: Record<string, unknown>): Record<string, unknown> | undefined {
  if (lc !== 1 || type !== 'constructor' || !Array.isArray(id)) return undefined
  const role = /^(\w+?)Message(Chunk)?$/.exec(String(id.at(-1)))?.[1]?.toLowerCase()
  if (role === undefined || typeof kwargs !== 'object' || kwargs === null) return undefined
  const { content, tool_calls: calls } = kwargs as { content?: unknown; tool_calls?: unknown }
  const isCalling = Array.isArray(calls) && calls.length > 0
  return { role, text: textOf(content), ...(isCalling ? { calls: calls.map(callOf) } : {}) }
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) return String(content ?? '')
  return content.map((block) => (typeof block === 'string' ? block : (block?.text ?? ''))).join('')
}

function callOf(call: unknown): unknown {
  if (typeof call !== 'object' || call === null) return call
  const { name, args } = call as { name?: unknown; args?: unknown }
  return { name, args }
}
