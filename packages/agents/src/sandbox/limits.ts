import { totalmem } from 'node:os'
import type { CommandLimit } from '@pm-bot/domain'

/** What a command and everything that it starts may use together. */
export interface TreeLimits {
  /** Memory that is nobody else's, in bytes. */
  memoryBytes: number
  processes: number
  /** Of one file. */
  fileBytes: number
  /** Room that must be left on the clone's disk. */
  freeBytes: number
}

const GIBIBYTE = 2 ** 30

/** Much for a build, and little enough for the machine to stay well. */
export const DEFAULT_LIMITS: TreeLimits = {
  memoryBytes: Math.min(4 * GIBIBYTE, totalmem() / 2),
  processes: 512,
  fileBytes: 2 * GIBIBYTE,
  freeBytes: GIBIBYTE / 2,
}

/** Output that is thrown away costs the machine as well. */
export const MAX_OUTPUT_BYTES = GIBIBYTE / 4

/** Why a command was ended, as the end of a sentence that names it. */
export const LIMIT_WORDS: Record<CommandLimit, string> = {
  time: 'ran too long',
  memory: 'used too much memory',
  processes: 'started too many processes',
  output: 'wrote too much output',
  'file-size': 'wrote too big a file',
  disk: 'left too little room on the disk',
}
