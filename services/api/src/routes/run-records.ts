import { Readable } from 'node:stream'
import { PageQuery } from '@pm-bot/domain'
import { listArtifacts, listRunEvents, listRunTransitions } from '@pm-bot/store'
import { Type } from 'typebox'
import { pageOf, problems, view } from '../answers.ts'
import type { Api, ApiOptions } from '../api-context.ts'
import { numericCursor, pageOfFew } from '../page-of-few.ts'
import { runBundle } from '../run-bundle.ts'
import { findRun, RunParams } from './runs.ts'

const tags = ['runs']

const Lines = {
  description: 'A `{ type, value }` a line, beginning with the bundle’s format and the run.',
  content: { 'application/x-ndjson': { schema: Type.Unsafe<Readable>({ type: 'string' }) } },
}

export function runRecordRoutes(api: Api, options: ApiOptions): void {
  const { database } = options.store

  api.get(
    '/api/runs/:runId/bundle',
    {
      schema: {
        tags,
        operationId: 'exportRun',
        summary: 'Download all that is kept of a run, as JSON lines, to find out what went wrong',
        params: RunParams,
        response: { 200: Lines, ...problems(404) },
      },
    },
    async ({ params }, reply) => {
      const run = await findRun(database, params.runId)
      return reply
        .type('application/x-ndjson')
        .header('content-disposition', `attachment; filename="run-${run.id}.jsonl"`)
        .send(Readable.from(runBundle(options, run, new Date())))
    },
  )

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
