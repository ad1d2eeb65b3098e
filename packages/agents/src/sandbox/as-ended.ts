import { constants } from 'node:os'
import type { CommandLimit } from '@pm-bot/domain'

interface End {
  exitCode: number | null
  signal: string | null
  limit: CommandLimit | null
}

/**
 * A shell, and bubblewrap, say 128 and the signal's number of what a signal ended. Which of the two it was cannot be told
 * from the number, so it is read as a signal only where we know of one: ours, and that for a file that grew too big.
 */
export function asEnded({ exitCode, signal, limit, enclosed }: End & { enclosed: boolean }): End {
  const tooBig = signal === 'SIGXFSZ' || exitCode === 128 + constants.signals.SIGXFSZ
  if (limit === null) return { exitCode, signal, limit: tooBig ? 'file-size' : null }
  if (!enclosed || exitCode === null) return { exitCode, signal, limit }
  const ours = (['SIGTERM', 'SIGKILL'] as const).find((name) => exitCode === 128 + constants.signals[name])
  return ours ? { exitCode: null, signal: ours, limit } : { exitCode, signal, limit }
}
