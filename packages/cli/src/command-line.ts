import { SettingsError } from '@pm-bot/domain'
import { DatabaseTooNewError, DataDirectoryError } from '@pm-bot/store'
import { type Command, CommanderError } from 'commander'

/** What is wrong is the operator's to mend, and the sentence says how. */
export class StartError extends Error {
  override name = 'StartError'
}

/** Runs the command that was asked for. Exit codes: 0, 1 failed, 2 wrong usage. */
export async function runCommandLine(program: Command): Promise<void> {
  everyCommand(program, (command) => command.exitOverride())
  try {
    await program.parseAsync()
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2
      return
    }
    process.stderr.write(`pm-bot: ${describe(error)}\n`)
    process.exit(1)
  }
}

function everyCommand(command: Command, change: (command: Command) => void): void {
  change(command)
  for (const child of command.commands) everyCommand(child, change)
}

function describe(error: unknown): string {
  const known = [StartError, SettingsError, DataDirectoryError, DatabaseTooNewError]
  if (known.some((type) => error instanceof type)) return (error as Error).message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
