import type { Json } from '../values/canonical-json.ts'
import type { GraphDescriptor } from './agent-port.ts'
import {
  CHANGES_ALLOWED,
  changeProposerSchema,
  issueTriagerSchema,
  READS_ALLOWED,
  repoAnswererSchema,
} from './agent-specs.ts'
import { cliAgentSchema } from './cli-agent-spec.ts'

/** Every kind of agent there is. `@pm-bot/agents` has one graph for each, or does not compile. */
export const GRAPH_IDS = [
  'run_command/v1',
  'repo_change_proposer/v1',
  'issue_triager/v1',
  'repo_answerer/v1',
  'cli_agent/v1',
] as const
export type GraphId = (typeof GRAPH_IDS)[number]

/** The spec of a `run_command/v1` run, as its schema below allows it. */
export interface RunCommandSpec {
  command: readonly [string, ...string[]]
  timeoutSeconds?: number
  network?: boolean
  message?: string
}

export const DEFAULT_COMMAND_TIMEOUT_SECONDS = 600

const withoutNul = '^[^\\u0000]*$'

const runCommandSchema: Json = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Run a command',
  description: 'What to run in a private clone of the repository.',
  type: 'object',
  properties: {
    command: {
      title: 'Command',
      description: 'The program and its arguments, one item each. No shell stands between.',
      type: 'array',
      items: { type: 'string', maxLength: 4096, pattern: withoutNul },
      prefixItems: [{ type: 'string', minLength: 1, maxLength: 4096, pattern: withoutNul }],
      minItems: 1,
      maxItems: 100,
    },
    timeoutSeconds: {
      title: 'Time limit in seconds',
      description: 'The command is stopped after this long.',
      type: 'integer',
      minimum: 1,
      maximum: 82_800,
      default: DEFAULT_COMMAND_TIMEOUT_SECONDS,
    },
    network: {
      title: 'May use the network',
      description:
        'Also what listens on this machine alone. Without it, a sandboxed command reaches nothing; where there is no sandbox, nothing keeps it from the network.',
      type: 'boolean',
      default: true,
    },
    message: {
      title: 'Commit message',
      description: "Of the commit that holds what the command changed. Without one, the goal's first line.",
      type: 'string',
      minLength: 1,
      maxLength: 2000,
      pattern: withoutNul,
    },
  },
  required: ['command'],
  additionalProperties: false,
}

const descriptors: Record<GraphId, Omit<GraphDescriptor, 'graphId'>> = {
  'run_command/v1': {
    title: 'Run a command',
    description:
      'Runs one command in a private clone of the repository and proposes what it changed as a commit.',
    specSchema: runCommandSchema,
    tools: null,
  },
  'repo_change_proposer/v1': {
    title: 'Propose a change',
    description:
      'A model works on an issue or a goal with tools in a private clone, runs the checks, and proposes what it changed as a commit.',
    specSchema: changeProposerSchema,
    tools: CHANGES_ALLOWED,
  },
  'issue_triager/v1': {
    title: 'Triage issues',
    description:
      'A model reads cached issues and proposes labels, priorities, duplicates and questions, each with its reason. Nothing is written before you approve it.',
    specSchema: issueTriagerSchema,
    tools: READS_ALLOWED,
  },
  'repo_answerer/v1': {
    title: 'Answer a question',
    description: 'A model reads the repository and answers, with files and lines that were looked up.',
    specSchema: repoAnswererSchema,
    tools: READS_ALLOWED,
  },
  'cli_agent/v1': {
    title: 'Run an agent on the command line',
    description:
      'Claude Code, Codex, Gemini or another program works on the goal in a private clone, with its own model and tools; what it changed is proposed as a commit. pm-bot keeps what it writes, but does not judge what it does inside the sandbox.',
    specSchema: cliAgentSchema,
    tools: null,
  },
}

export const graphDescriptors: readonly GraphDescriptor[] = GRAPH_IDS.map((graphId) => ({
  graphId,
  ...descriptors[graphId],
}))

export function isGraphId(id: string): id is GraphId {
  return GRAPH_IDS.some((known) => known === id)
}
