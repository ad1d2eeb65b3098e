import { type ArtifactRef, canonicalJson, type Json, sha256Hex, type Workbench } from '@pm-bot/domain'

/** One call of a tool, or one turn without any. */
export interface TraceEntry {
  turn: number
  /** Null for an answer without a call. */
  tool: string | null
  callId: string | null
  args: Json
  /**
   * `done`; `failed`: the tool said why; `denied` by policy; `malformed`: no such tool, or wrong arguments; `answered`: a
   * person's words took the place of the call.
   */
  outcome: 'done' | 'failed' | 'denied' | 'malformed' | 'answered' | 'no-call'
  /** Of the text that the model got. */
  resultHash: string
  resultBytes: number
  /** The first part of that text. */
  result: string
  milliseconds: number
}

const SHOWN = 2000

export function traceEntry(
  facts: Pick<TraceEntry, 'turn' | 'tool' | 'callId' | 'args' | 'outcome'> & {
    text: string
    milliseconds?: number
  },
): TraceEntry {
  const { text, milliseconds = 0, args, ...rest } = facts
  return {
    ...rest,
    args: shortened(args),
    resultHash: sha256Hex(text),
    resultBytes: Buffer.byteLength(text),
    result: text.slice(0, SHOWN),
    milliseconds,
  }
}

/** Equal for two calls of the same tool with the same arguments. */
export const callSignature = ({ tool, args }: Pick<TraceEntry, 'tool' | 'args'>): string =>
  canonicalJson([tool, args])

/** The trace as a file of the run, a line for each call. */
export async function keepTrace(trace: readonly TraceEntry[], workbench: Workbench): Promise<ArtifactRef[]> {
  if (trace.length === 0) return []
  const lines = trace.map((entry) => `${JSON.stringify(entry)}\n`).join('')
  const title = `Calls of tools up to turn ${trace.at(-1)!.turn}`
  const contentType = 'application/x-ndjson'
  return [await workbench.keepArtifact({ kind: 'tool_trace', title, contentType, bytes: Buffer.from(lines) })]
}

/** Texts of more than so many characters by their beginning and hash: whole files stand in the changeset. */
export function shortened(value: Json, most = SHOWN): Json {
  if (typeof value === 'string' && value.length > most) {
    return `${value.slice(0, most)}… (${value.length} characters, SHA-256 ${sha256Hex(value)})`
  }
  if (Array.isArray(value)) return value.map((member) => shortened(member, most))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shortened(member, most)]))
}
