import type { GoAhead } from '../agent/agent-port.ts'
import { type CallJudgement, judgeCall } from '../tool/judge-call.ts'
import type { Run } from './run.ts'
import type { RunCommand } from './run-command.ts'
import { saidSince } from './run-steering.ts'

/** The answer to a command that is a question; undefined for one that is none. Asked of the run as it was. */
export function answerRun(run: Run, command: Extract<RunCommand, { type: 'may-go-on' }>): GoAhead
export function answerRun(run: Run, command: Extract<RunCommand, { type: 'judge-call' }>): CallJudgement
export function answerRun(run: Run, command: RunCommand): GoAhead | CallJudgement | undefined
export function answerRun(run: Run, command: RunCommand): GoAhead | CallJudgement | undefined {
  switch (command.type) {
    case 'may-go-on':
      return { steering: saidSince(run, command.heardTo) }
    case 'judge-call':
      return judgeCall(run, command)
    default:
      return undefined
  }
}
