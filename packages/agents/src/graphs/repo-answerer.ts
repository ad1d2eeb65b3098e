import { type Json, READ_TOOLS, type RepoAnswererSpec } from '@pm-bot/domain'
import type { AgentContext } from '../agent-graph.ts'
import type { LoopAgent, Proposal } from '../loop/loop-agent.ts'
import type { LoopState } from '../loop/loop-state.ts'
import { type FileReference, missingReference } from './missing-reference.ts'

const line: Json = { type: 'integer', minimum: 1, maximum: 10_000_000 }

interface Answer {
  text: string
  references: FileReference[]
}

/** `repo_answerer/v1`: reads, and answers with places that exist. */
export const repoAnswerer: LoopAgent = {
  task: `You answer the operator's question about a repository. Read what you need; do not guess. Call answer once, with the answer in Markdown and every file and line that it rests on.`,
  tools: READ_TOOLS,
  endTool: {
    name: 'answer',
    description:
      'Hands over the answer. Its references are looked up; one that does not exist comes back to you.',
    argsSchema: {
      type: 'object',
      properties: {
        text: { type: 'string', minLength: 1, maxLength: 40_000 },
        references: {
          type: 'array',
          maxItems: 100,
          items: {
            type: 'object',
            properties: { path: { type: 'string', minLength: 1, maxLength: 1000 }, line, endLine: line },
            required: ['path', 'line'],
            additionalProperties: false,
          },
        },
      },
      required: ['text', 'references'],
      additionalProperties: false,
    },
  },
  contextOf: (spec) => ({ repository: true, question: ((spec ?? {}) as RepoAnswererSpec).question }),
  propose: handOver,
  conclude: () => ({ status: 'failed', reason: 'an answer is not decided about' }),
}

async function handOver(args: Json, _: LoopState, { workbench }: AgentContext): Promise<Proposal> {
  const { text, references } = args as unknown as Answer
  const missing = await missingReference(await workbench.workDirectory(), references)
  if (missing !== null) return { back: missing }
  const list = references.map(({ path, line, endLine }) => `- ${path}:${line}${endLine ? `-${endLine}` : ''}`)
  // A list at the end is read as what was looked up, so an answer never ends with one of its own.
  const end = list.length === 0 ? 'No line was named that it rests on.' : list.join('\n')
  const markdown = `${text}\n\n${end}\n`
  const title = 'Answer'
  const contentType = 'text/markdown; charset=utf-8'
  const kept = await workbench.keepArtifact({
    kind: 'answer',
    title,
    contentType,
    bytes: Buffer.from(markdown),
  })
  return { kept: [kept], end: { status: 'completed', summary: text.slice(0, 2000) } }
}
