import { DecisionBody, DomainError, type InboxItemView } from '@pm-bot/domain'
import { type Database, listInbox } from '@pm-bot/store'
import { Type } from 'typebox'
import { refusals, view } from '../answers.ts'
import type { Api, ApiContext } from '../api-context.ts'
import { command } from '../command.ts'
import { CommandHeaders, ifVersion } from '../command-headers.ts'
import { decideItem } from '../decide-item.ts'
import { findRun, RunParams } from './runs.ts'

const { version, subjectHash, reason } = DecisionBody.properties

/** The body of a decision on the item; the path says the action, and what is left out is as it stands. */
const bodyOf = (action: 'approve' | 'reject') =>
  Type.Object(
    {
      action: Type.Optional(Type.Literal(action)),
      version: Type.Optional(version),
      subjectHash: Type.Optional(subjectHash),
      reason,
    },
    { additionalProperties: false },
  )

export function runDecisionRoutes(api: Api, context: ApiContext): void {
  const { store, reads } = context
  for (const action of ['approve', 'reject'] as const) {
    api.post(
      `/api/runs/:runId/${action}`,
      {
        schema: {
          tags: ['runs'],
          operationId: `${action}Run`,
          summary: `${action === 'approve' ? 'Approve' : 'Reject'} the start of a run`,
          params: RunParams,
          headers: CommandHeaders,
          body: bodyOf(action),
          response: { 200: view('RunView'), ...refusals(404) },
        },
      },
      (request, reply) =>
        command(context, request, reply, async () => {
          const run = await findRun(store.database, request.params.runId)
          const item = await findStartItem(store.database, run.id)
          const version = ifVersion(request) ?? item.version
          const { subjectHash } = item
          return decideItem(reads, item, { version, subjectHash, ...request.body, action }, 'run')
        }),
    )
  }
}

async function findStartItem(database: Database, runId: string): Promise<InboxItemView> {
  const { items } = await listInbox(database, { limit: 1, kind: ['run_start'], runId })
  if (!items[0]) throw new DomainError('not_found', 'this run was never asked about')
  return items[0]
}
