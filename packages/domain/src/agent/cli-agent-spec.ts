import type { Json } from '../values/canonical-json.ts'

export const CLI_AGENTS = ['claude-code', 'codex', 'gemini', 'custom'] as const
export type CliAgentName = (typeof CLI_AGENTS)[number]

/** Of `cli_agent/v1`. */
export interface CliAgentSpec {
  agent: CliAgentName
  /** In place of the agent's usual one; `{prompt}` stands for what it is asked to do. */
  command?: readonly [string, ...string[]]
  timeoutSeconds?: number
  network?: boolean
  message?: string
}

export const DEFAULT_CLI_AGENT_SECONDS = 1800
/** What stands for the goal in a command. */
export const PROMPT = '{prompt}'

const withoutNul = '^[^\\u0000]*$'
const word = { type: 'string', maxLength: 4096, pattern: withoutNul } as const

export const cliAgentSchema: Json = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Run an agent on the command line',
  description: 'Which program works on the goal. It must be installed where the worker runs.',
  type: 'object',
  properties: {
    agent: {
      title: 'Agent',
      description: 'Which program; custom takes the command below.',
      type: 'string',
      enum: [...CLI_AGENTS],
    },
    command: {
      title: 'Command',
      description: `The program and its arguments, one item each, in place of the usual ones. One item holds ${PROMPT}, where the goal goes.`,
      type: 'array',
      items: word,
      prefixItems: [{ ...word, minLength: 1 }],
      contains: { type: 'string', pattern: '\\{prompt\\}' },
      minItems: 2,
      maxItems: 100,
    },
    timeoutSeconds: {
      title: 'Time limit in seconds',
      description: 'The agent is stopped after this long.',
      type: 'integer',
      minimum: 1,
      maximum: 82_800,
      default: DEFAULT_CLI_AGENT_SECONDS,
    },
    network: {
      title: 'May use the network',
      description:
        'Most agents need it to reach their model. Through it, whatever the agent reads can leave this machine: the repository, and its login.',
      type: 'boolean',
      default: true,
    },
    message: {
      title: 'Commit message',
      description: "Of the commit that holds what the agent changed. Without one, the goal's first line.",
      type: 'string',
      minLength: 1,
      maxLength: 2000,
      pattern: withoutNul,
    },
  },
  required: ['agent'],
  anyOf: [{ properties: { agent: { enum: ['claude-code', 'codex', 'gemini'] } } }, { required: ['command'] }],
  additionalProperties: false,
}
