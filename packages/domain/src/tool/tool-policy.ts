import type { Risk } from '../inbox/inbox.ts'
import type { Json } from '../values/canonical-json.ts'

/**
 * What a run's agent may do without being asked; frozen when the run is proposed and shown with its start. The first rule
 * that fits decides; what no rule fits is denied.
 */
export interface ToolPolicy {
  rules: readonly ToolRule[]
}

export interface ToolRule {
  tool: string
  /** By argument: a glob for a string; for a list of strings one glob each, the last of which may be `**` for any rest. */
  where?: Readonly<Record<string, string | readonly string[]>>
  /** Not “then”: whatever has that name looks like a promise. */
  verdict: 'allow' | 'ask' | 'deny'
}

/** One call of a tool, as the model wants it. */
export interface ToolCall {
  /** Unique within the run. */
  callId: string
  tool: string
  args: Json
}

/** What the control plane says of it. Risk is computed here and never claimed by the model. */
export type ToolVerdict =
  | { verdict: 'allow'; grantId: string | null }
  | { verdict: 'ask'; risk: Risk; why: string }
  | { verdict: 'deny'; why: string }
  /** An earlier attempt began it and nobody knows how it ended. */
  | { verdict: 'in-doubt'; why: string }

/** What a run has read that limits where it may send. ARCHITECTURE: text from outside can never widen anything. */
export const TAINTS = ['untrusted-text', 'private-content'] as const
export type Taint = (typeof TAINTS)[number]
