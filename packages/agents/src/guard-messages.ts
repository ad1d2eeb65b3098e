import type { CommandLimit } from '@pm-bot/domain'
import type { TreeLimits } from './sandbox/limits.ts'

/** What a worker and the guard of its command tell each other. */
export interface GuardOrder {
  argv: readonly string[]
  cwd: string
  env: Record<string, string>
  timeoutMs: number
  /** From SIGTERM to SIGKILL, after the time limit. */
  graceMs: number
  limits: TreeLimits
  /** A directory on the disk whose room is watched. */
  disk: string
  prlimit: string | null
  /** The program is bubblewrap, which reports on descriptor 3 and stands between the guard and the command. */
  enclosed: boolean
}

export interface GuardStop {
  /** From SIGTERM to SIGKILL. */
  graceMs: number
  limit: CommandLimit | null
}

export type GuardReport =
  | { type: 'started'; pid: number }
  | { type: 'not-started'; code: string; message: string }
  /** What stood around the command ended by itself before the command began; it said why on its output. */
  | { type: 'not-enclosed' }
  | {
      type: 'ended'
      exitCode: number | null
      signal: string | null
      limit: CommandLimit | null
      durationMs: number
    }
