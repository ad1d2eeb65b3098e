import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'
import {
  type CliAgentName,
  type CliAgentSpec,
  DEFAULT_CLI_AGENT_SECONDS,
  DomainError,
  type Json,
  PROMPT,
} from '@pm-bot/domain'

type Command = readonly [string, ...string[]]

interface CliAgent {
  /** Without a person beside it: it may change files, and what else it may is left to its own settings. */
  command: Command
  /** What is to be done where it is not there. */
  install: string
}

const CLI_AGENTS: Record<Exclude<CliAgentName, 'custom'>, CliAgent> = {
  'claude-code': {
    command: ['claude', '--print', '--permission-mode', 'acceptEdits', PROMPT],
    install: 'Install Claude Code (the npm package @anthropic-ai/claude-code)',
  },
  codex: {
    command: ['codex', 'exec', '--full-auto', PROMPT],
    install: 'Install Codex (the npm package @openai/codex)',
  },
  gemini: {
    command: ['gemini', '--approval-mode', 'auto_edit', '--prompt', PROMPT],
    install: 'Install Gemini CLI (the npm package @google/gemini-cli)',
  },
}

/** Which of the programs that we know are on this PATH, by name. */
export const findCliAgents = (path: string): string[] =>
  Object.entries(CLI_AGENTS)
    .filter(([, { command }]) => path.split(':').some((directory) => isProgram(join(directory, command[0]))))
    .map(([name]) => name)

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

export interface CliAgentPlan {
  command: Command
  timeoutSeconds: number
  network: boolean
  message: string | null
  /** Why the run fails where the program is not there, and what to do. */
  setUp: string
}

/** The spec with its defaults. The api has validated it against its schema; this catches a spec that went round it. */
export function readCliAgentSpec(spec: Json): CliAgentPlan {
  const {
    agent,
    command,
    timeoutSeconds = DEFAULT_CLI_AGENT_SECONDS,
    network = true,
    message,
  } = (spec ?? {}) as Partial<CliAgentSpec>
  const known =
    agent !== undefined && agent !== 'custom' && Object.hasOwn(CLI_AGENTS, agent) ? CLI_AGENTS[agent] : null
  const argv = command ?? known?.command
  if ((known === null && agent !== 'custom') || !isTemplate(argv)) {
    throw new DomainError(
      'invalid_spec',
      `The spec of a cli_agent/v1 run needs an agent, or a command with ${PROMPT} in it.`,
    )
  }
  if (!Number.isInteger(timeoutSeconds) || timeoutSeconds < 1 || timeoutSeconds > 82_800) {
    throw new DomainError('invalid_spec', 'timeoutSeconds must be a whole number from 1 to 82800.')
  }
  if (typeof network !== 'boolean') throw new DomainError('invalid_spec', 'network must be true or false.')
  const setUp =
    `set-up needed: the program “${argv[0]}” was not found. ${known?.install ?? 'Install it'} where the worker runs, in a directory of its ` +
    'PATH, and put a login of its own into the directory that PMBOT_CLI_AGENT_HOME names. Then start the run again.'
  return { command: argv, timeoutSeconds, network, message: message ?? null, setUp }
}

function isTemplate(command: unknown): command is Command {
  return (
    Array.isArray(command) &&
    command.every((word) => typeof word === 'string') &&
    command[0] !== '' &&
    command.slice(1).some((word) => word.includes(PROMPT))
  )
}

/** What the agent is asked, into its command. It begins with a word of ours, so that it never is taken for an option. */
export function commandFor({ command }: CliAgentPlan, goal: string, words: string | null): Command {
  const prompt = [
    `Goal: ${goal.trim()}`,
    'You work without a person beside you, in a private clone of a git repository, in the current directory. Change the files there. ' +
      'Do not commit, push or open pull requests: what differs when you end is shown to the operator as one change.',
    ...(words === null
      ? []
      : [`The operator has seen what is changed so far and asks for this: ${words.trim()}`]),
  ].join('\n\n')
  const [program, ...rest] = command
  return [program, ...rest.map((word) => word.replaceAll(PROMPT, () => prompt))]
}
