import type { SandboxLevel } from '@pm-bot/domain'

/** What stands around the commands of runs on this machine. */
export interface Sandbox {
  level: SandboxLevel
  /** Why it is not a stronger one, in words; null where it is the strongest. */
  shortfall: string | null
  /** Absolute; bounds the size of files. Null where there is none, and nothing does. */
  prlimit: string | null
  /** How a command is started inside. */
  enclose(command: EnclosedCommand): Promise<Enclosure>
}

export interface EnclosedCommand {
  argv: readonly [string, ...string[]]
  places: Places
  network: boolean
}

/** All that a command may write to; directories of the attempt's own. */
export interface Places {
  clone: string
  home: string
  tmp: string
}

export interface Enclosure {
  argv: readonly [string, ...string[]]
  cwd: string
  /** All of its environment. */
  env: Record<string, string>
}
