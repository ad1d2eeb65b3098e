/** What a worker and the guard of its command tell each other. */
export interface GuardOrder {
  argv: readonly string[]
  cwd: string
  env: Record<string, string>
  timeoutMs: number
  /** From SIGTERM to SIGKILL, after the time limit. */
  graceMs: number
}

export interface GuardStop {
  /** From SIGTERM to SIGKILL. */
  graceMs: number
}

export type GuardReport =
  | { type: 'started'; pid: number }
  | { type: 'not-started'; code: string; message: string }
  | {
      type: 'ended'
      exitCode: number | null
      signal: string | null
      timedOut: boolean
      durationMs: number
    }
