import type { CommandReport } from '@pm-bot/domain'
import { LIMIT_WORDS } from './sandbox/limits.ts'

/** Why the command counts as failed, in a sentence for the operator; null when it does not. */
export function describeFailure(
  report: CommandReport,
  { timeoutSeconds }: { timeoutSeconds: number },
): string | null {
  if (report.spawnError !== null) return report.spawnError
  if (report.limit === 'time') return `the command ran longer than ${timeoutSeconds} s and was stopped`
  if (report.limit !== null) return `the command ${LIMIT_WORDS[report.limit]} and was stopped`
  if (report.exitCode === 0) return null
  const how =
    report.exitCode === null
      ? `the command was ended by ${report.signal ?? 'a signal'}`
      : `the command exited with code ${report.exitCode}`
  const last = report.tail.trimEnd().split('\n').at(-1)?.trim()
  return last ? `${how}: ${last}` : how
}
