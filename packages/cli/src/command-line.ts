import { explainRefusal } from '@pm-bot/instance'
import { type Command, CommanderError } from 'commander'

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
    process.stderr.write(`pm-bot: ${explainRefusal(error)}\n`)
    process.exit(1)
  }
}

function everyCommand(command: Command, change: (command: Command) => void): void {
  change(command)
  for (const child of command.commands) everyCommand(child, change)
}
