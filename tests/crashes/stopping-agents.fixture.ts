import * as agents from '../../packages/agents/src/index.ts'
import { between } from './reach.fixture.ts'

export * from '../../packages/agents/src/index.ts'

export function createAgentRunner(
  options: Parameters<typeof agents.createAgentRunner>[0],
): ReturnType<typeof agents.createAgentRunner> {
  const real = agents.createAgentRunner(options)
  return {
    ...real,
    run: (request) => between('run', () => real.run(request)),
    resume: (request, answer) => between('resume', () => real.resume(request, answer)),
  }
}

export const runCommand: typeof agents.runCommand = (options) =>
  between('run-command', () => agents.runCommand(options))
