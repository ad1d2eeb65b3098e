import type { GoAhead } from './agent-port.ts'
import type { Run, RunCommand } from './run.ts'
import { saidSince } from './run-steering.ts'

/** The answer to a command that is a question; undefined for one that is none. Asked of the run as it was. */
export function answerRun(run: Run, command: RunCommand): GoAhead | undefined {
  switch (command.type) {
    case 'may-go-on':
      return { steering: saidSince(run, command.heardTo) }
    default:
      return undefined
  }
}
