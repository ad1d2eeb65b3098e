/** A call as a scripted model makes it; `raw` goes out as it is, however broken. */
export interface ScriptedCall {
  name: string
  args?: unknown
  raw?: string
}

/** What a scripted model answers. */
export interface ScriptedReply {
  say?: string
  calls?: readonly ScriptedCall[]
  /** Why it stopped, where that is not because it had said all. */
  finish?: 'length' | 'content_filter'
  /** How long it takes before it answers. */
  thinkMs?: number
}

export interface WireToolCall {
  id: string
  type: 'function'
  function: { name: string; arguments: string }
}

/** One message as it comes over the wire; its content as text. */
export interface WireMessage {
  role: 'system' | 'developer' | 'user' | 'assistant' | 'tool'
  content: string
  tool_calls?: readonly WireToolCall[]
  tool_call_id?: string
}

/**
 * A model: what it answers follows from the conversation alone, so that a request that is sent again, by whoever takes
 * over, is answered alike.
 */
export type Script = (conversation: Conversation) => ScriptedReply

export interface Conversation {
  messages: readonly WireMessage[]
  /** Names of the tools that it was offered. */
  tools: readonly string[]
  /** How often it has answered so far. */
  turn: number
  /** The texts of all tool results since its last answer, in order. */
  results: readonly string[]
}

export type ModelFaultKind =
  /** 429 with `retry-after`. */
  | 'rate-limit'
  /** 429 that does not pass by waiting. */
  | 'quota'
  | 'server-error'
  /** No answer at all until who asked goes away. */
  | 'time-out'
  /** 200 with half a JSON document, or half an event. */
  | 'malformed'
  /** The connection ends before an answer. */
  | 'drop'
  /** Half of the answer, then the connection ends. */
  | 'drop-midway'
  /** 400: the conversation is longer than the model takes. */
  | 'too-long'

export interface ModelFault {
  kind: ModelFaultKind
  /** It ends after biting so often; once unless named. */
  times?: number
  /** Of `rate-limit`; 1 unless named. */
  retryAfterSeconds?: number
}

export interface ModelRequest {
  model: string
  messages: readonly WireMessage[]
  tools: readonly string[]
  stream: boolean
  /** When it came, and how many were under way then, this one included. */
  at: string
  atOnce: number
  /** 0 where the connection ended without an answer. */
  status: number
  /** Null where the answer never went out whole. */
  usage: { inputTokens: number; outputTokens: number } | null
}

export interface ModelLog {
  requests(): ModelRequest[]
  /** Sums of all answers that went out whole. */
  served(): { calls: number; inputTokens: number; outputTokens: number }
  /** What it refused as malformed, and what broke in itself: a test finds none. */
  problems(): string[]
  clear(): void
}

export interface ModelFaults {
  add(fault: ModelFault): void
  clear(): void
  bitten(): ModelFaultKind[]
}

export interface OpenAiDoubleOptions {
  /** A free one unless named. */
  port?: number
  /** Models by name, besides `scripts/`. */
  scripts?: Readonly<Record<string, Script>>
  /** The only key that it takes. */
  apiKey?: string
}

export interface OpenAiDouble extends AsyncDisposable {
  /** What `OPENAI_BASE_URL` is set to: `http://127.0.0.1:<port>/v1`. */
  baseUrl: string
  log: ModelLog
  faults: ModelFaults
  close(): Promise<void>
}

type Answered<Part> = {
  [Name in keyof Part]: Part[Name] extends (...args: infer Args) => infer Answer
    ? (...args: Args) => Promise<Awaited<Answer>>
    : never
}

/** The same, answered by a process of its own. */
export interface RemoteOpenAiDouble extends AsyncDisposable {
  baseUrl: string
  log: Answered<ModelLog>
  faults: Answered<ModelFaults>
  close(): Promise<void>
}
