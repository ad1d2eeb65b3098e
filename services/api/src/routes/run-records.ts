import { PageQuery } from '@pm-bot/domain'
import { listArtifacts, listRunEvents, listRunTransitions } from '@pm-bot/store'
import { pageOf, problems, view } from '../answers.ts'
import type { Api, ApiOptions } from '../api-context.ts'
import { numericCursor, pageOfFew } from '../page-of-few.ts'
import { findRun, RunParams } from './runs.ts'

const tags = ['runs']

export function runRecordRoutes(api: Api, { store: { database } }: ApiOptions): void {
  api.get(
    '/api/runs/:runId/events',
    {
      schema: {
        tags,
        operationId: 'listRunEvents',
        summary: 'List what happened in a run, in order; the cursor is the last seq you have',
        params: RunParams,
        querystring: PageQuery,
        response: {
          200: view('RunEventPage', 'One page; `nextCursor` is null on the last.'),
          ...problems(404),
        },
      },
    },
    async ({ params, query }) => {
      const { id } = await findRun(database, params.runId)
      return await listRunEvents(database, id, { limit: query.limit, after: numericCursor(query.cursor) })
    },
  )

  api.get(
    '/api/runs/:runId/transitions',
    {
      schema: {
        tags,
        operationId: 'listRunTransitions',
        summary: "List a run's changes of status, in order",
        params: RunParams,
        querystring: PageQuery,
        response: { 200: pageOf('RunTransitionView'), ...problems(404) },
      },
    },
    async ({ params, query }) => {
      const { id } = await findRun(database, params.runId)
      return pageOfFew(await listRunTransitions(database, id), query)
    },
  )

  api.get(
    '/api/runs/:runId/artifacts',
    {
      schema: {
        tags,
        operationId: 'listRunArtifacts',
        summary: "List a run's files",
        params: RunParams,
        querystring: PageQuery,
        response: { 200: pageOf('ArtifactView'), ...problems(404) },
      },
    },
    async ({ params, query }) => {
      const { id } = await findRun(database, params.runId)
      return pageOfFew(await listArtifacts(database, id), query)
    },
  )
}
