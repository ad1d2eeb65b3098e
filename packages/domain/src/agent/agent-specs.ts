import type { ToolPolicy } from '../tool/tool-policy.ts'
import { TOOL_NAMES, type ToolName } from '../tool/tools.ts'
import type { Json } from '../values/canonical-json.ts'

/** What runs of agents that work with a model are asked for, and what they may do unless a proposal says otherwise. */

/** Of `repo_change_proposer/v1`. */
export interface ChangeProposerSpec {
  issueNumber?: number
  /** `provider:model`; the one that is set up unless named. */
  model?: string
  /** Commands, each program and arguments; run in the clone before a change is proposed. */
  checks?: readonly (readonly [string, ...string[]])[]
  message?: string
}

/** Of `issue_triager/v1`: one of the first two. */
export interface IssueTriagerSpec {
  issueNumber?: number
  query?: string
  model?: string
}

/** Of `repo_answerer/v1`. */
export interface RepoAnswererSpec {
  /** The run's goal unless named. */
  question?: string
  model?: string
}

const withoutNul = '^[^\\u0000]*$'
const $schema = 'https://json-schema.org/draft/2020-12/schema'

const issueNumber: Json = {
  title: 'Issue or pull request',
  description: 'Its number; it must be in the cache of the repository.',
  type: 'integer',
  minimum: 1,
  maximum: 2_147_483_647,
}
const model: Json = {
  title: 'Model',
  description: 'As provider:model, e.g. openai:gpt-5. Without one, that of PMBOT_MODEL.',
  type: 'string',
  pattern: '^(openai|anthropic|ollama):\\S{1,200}$',
}

export const changeProposerSchema: Json = {
  $schema,
  title: 'Propose a change',
  description: 'What to work on, and how the result is checked.',
  type: 'object',
  properties: {
    issueNumber,
    checks: {
      title: 'Checks',
      description:
        'Commands that must succeed before the change is proposed: program and arguments, one item each.',
      type: 'array',
      maxItems: 10,
      items: {
        type: 'array',
        minItems: 1,
        maxItems: 100,
        items: { type: 'string', minLength: 1, maxLength: 4096, pattern: withoutNul },
      },
    },
    message: {
      title: 'Commit message',
      description: 'In place of the one that the agent writes.',
      type: 'string',
      minLength: 1,
      maxLength: 2000,
      pattern: withoutNul,
    },
    model,
  },
  additionalProperties: false,
}

export const issueTriagerSchema: Json = {
  $schema,
  title: 'Triage issues',
  description: 'Which issues to look at: one by its number, or those that a search finds.',
  type: 'object',
  properties: {
    issueNumber,
    query: {
      title: 'Search',
      description: 'Words to look for in titles of cached issues, where no number is given.',
      type: 'string',
      minLength: 1,
      maxLength: 200,
      pattern: withoutNul,
    },
    model,
  },
  anyOf: [{ required: ['issueNumber'] }, { required: ['query'] }],
  additionalProperties: false,
}

export const repoAnswererSchema: Json = {
  $schema,
  title: 'Answer a question',
  description: 'What to find out about the repository.',
  type: 'object',
  properties: {
    question: {
      title: 'Question',
      description: "Without one, the run's goal is the question.",
      type: 'string',
      minLength: 1,
      maxLength: 4000,
      pattern: withoutNul,
    },
    model,
  },
  additionalProperties: false,
}

const CHANGING: readonly ToolName[] = ['write_file', 'edit_file', 'run']

export const READ_TOOLS: readonly ToolName[] = TOOL_NAMES.filter((tool) => !CHANGING.includes(tool))

/** Reads are free: the clone is the agent's own, and the cache is there to be read. */
export const READS_ALLOWED: ToolPolicy = { rules: READ_TOOLS.map((tool) => ({ tool, verdict: 'allow' })) }

/** Writes stay in the clone until a person approves them; a command is asked about, with the network or without. */
export const CHANGES_ALLOWED: ToolPolicy = {
  rules: [
    ...READS_ALLOWED.rules,
    { tool: 'write_file', verdict: 'allow' },
    { tool: 'edit_file', verdict: 'allow' },
    { tool: 'run', verdict: 'ask' },
    { tool: 'run', where: { network: 'true' }, verdict: 'ask' },
  ],
}
