/** One command that had to succeed before a change was proposed. */
export interface CheckReport {
  argv: string[]
  exitCode: number | null
  signal: string | null
  spawnError: string | null
  durationMs: number
  tail: string
}

/** The reports of checks; undefined when it is no such file. */
export function readChecks(text: string): CheckReport[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) && value.every(isReport) ? value : undefined
  } catch {
    return undefined
  }
}

const isReport = (value: unknown): value is CheckReport =>
  typeof value === 'object' &&
  value !== null &&
  Array.isArray((value as CheckReport).argv) &&
  typeof (value as CheckReport).tail === 'string'

/** How it ended, in few words. */
export function endInWords({ exitCode, signal, spawnError }: CheckReport): string {
  if (spawnError) return `could not be started: ${spawnError}`
  if (exitCode === 0) return 'passed'
  return exitCode === null ? `ended by ${signal ?? 'a signal'}` : `exited with ${exitCode}`
}
