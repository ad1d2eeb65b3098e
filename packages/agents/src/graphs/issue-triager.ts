import {
  type IssueTriagerSpec,
  type Json,
  type OperationReport,
  type ProposedOperation,
  READ_TOOLS,
} from '@pm-bot/domain'
import type { AgentContext } from '../agent-graph.ts'
import type { LoopAgent, Proposal } from '../loop/loop-agent.ts'
import type { LoopState } from '../loop/loop-state.ts'

const number: Json = { type: 'integer', minimum: 1, maximum: 2_147_483_647 }
const label: Json = { type: 'string', minLength: 1, maxLength: 50, pattern: '^[^\\u0000-\\u001f]+$' }
const operation = (op: string, more: Readonly<Record<string, Json>>): Json => ({
  type: 'object',
  properties: { op: { const: op }, number, ...more },
  required: ['op', 'number', ...Object.keys(more)],
  additionalProperties: false,
})

/** `issue_triager/v1`: proposes what to write on issues, each with its reason, and asks whether it may be written. */
export const issueTriager: LoopAgent = {
  task: `You triage issues: which labels and which priority they deserve, whether they repeat another one, and what has to be asked of who wrote them. You cannot write to them: you propose each write with its reason and how sure you are of it, from 0 to 1. Use labels that are in use in this repository. Look for duplicates before you propose anything else. Call propose_operations once, with everything; with an empty list where nothing is to be done.`,
  tools: READ_TOOLS,
  endTool: {
    name: 'propose_operations',
    description: 'Proposes writes to issues for approval. Nothing is written by this call.',
    argsSchema: {
      type: 'object',
      properties: {
        summary: { type: 'string', minLength: 1, maxLength: 2000 },
        operations: {
          type: 'array',
          maxItems: 50,
          items: {
            type: 'object',
            properties: {
              operation: {
                anyOf: [
                  operation('comment', { body: { type: 'string', minLength: 1, maxLength: 20_000 } }),
                  operation('add-labels', {
                    labels: { type: 'array', minItems: 1, maxItems: 20, items: label },
                  }),
                  operation('remove-label', { label }),
                  operation('close', {}),
                ],
              },
              rationale: { type: 'string', minLength: 1, maxLength: 2000 },
              confidence: { type: 'number', minimum: 0, maximum: 1 },
            },
            required: ['operation', 'rationale', 'confidence'],
            additionalProperties: false,
          },
        },
      },
      required: ['summary', 'operations'],
      additionalProperties: false,
    },
  },
  contextOf(spec) {
    const { issueNumber, query } = (spec ?? {}) as IssueTriagerSpec
    return { repository: false, issueNumber, query }
  },
  propose: proposeOperations,
  conclude({ action, reason, operations }) {
    if (action === 'approve' || action === 'edit')
      return { status: 'completed', summary: whatWasWritten(operations) }
    if (action === 'respond')
      return { back: `The operator looked at your proposal and says: ${reason ?? ''}` }
    return { status: 'failed', reason: `the proposed writes were not approved${reason ? `: ${reason}` : ''}` }
  },
}

function whatWasWritten(operations: Json | undefined): string {
  const reports = Array.isArray(operations) ? (operations as unknown as OperationReport[]) : []
  if (reports.length === 0) return 'What was approved is written.'
  const refused = reports
    .filter(({ status }) => status === 'refused')
    .map(({ op, detail }) => `${op}: ${detail}`)
  const done = `${reports.length - refused.length} of ${reports.length} writes were made.`
  return refused.length === 0 ? done : `${done} Refused: ${refused.join('; ')}`
}

async function proposeOperations(args: Json, _: LoopState, { workbench }: AgentContext): Promise<Proposal> {
  const { summary, operations } = args as unknown as { summary: string; operations: ProposedOperation[] }
  if (operations.length === 0) return { end: { status: 'completed', summary } }
  for (const { operation } of operations) {
    if (!('number' in operation) || (await workbench.readIssue(operation.number))) continue
    return { back: `There is no issue #${operation.number} in the cache: propose nothing for it.` }
  }
  return { ask: { kind: 'publish', operations } }
}
