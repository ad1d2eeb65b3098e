import { SettingsError } from '@pm-bot/domain'
import { DatabaseBehindError, DatabaseTooNewError, DataDirectoryError, GrantError } from '@pm-bot/store'

/** What is wrong is the operator's to mend, and the sentence says how. */
export class StartError extends Error {
  override name = 'StartError'
}

/** The sentence alone for what the operator can mend; a stack for what is a bug. */
export function explainRefusal(error: unknown): string {
  const known = [
    StartError,
    SettingsError,
    DataDirectoryError,
    DatabaseTooNewError,
    DatabaseBehindError,
    GrantError,
  ]
  if (known.some((type) => error instanceof type)) return (error as Error).message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** Runs a program's main function; what it throws ends the process with one sentence and exit code 1. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main()
  } catch (error) {
    process.stderr.write(`pm-bot: ${explainRefusal(error)}\n`)
    process.exit(1)
  }
}
