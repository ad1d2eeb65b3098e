import { RunWorkQuery } from '@pm-bot/domain'
import { listRunActivity, listRunWork, readRunWork } from '@pm-bot/store'
import { Type } from 'typebox'
import { pageOf, problems, view } from '../answers.ts'
import type { Api, ApiOptions } from '../api-context.ts'
import { findRun, RunParams } from './runs.ts'

const tags = ['runs']

export function runWorkRoutes(api: Api, { store: { database }, redactor }: ApiOptions): void {
  api.get(
    '/api/runs/:runId/work',
    {
      schema: {
        tags,
        operationId: 'getRunWork',
        summary: 'Read why the work of a run waits, or which worker has it',
        params: RunParams,
        response: { 200: view('RunWorkView'), ...problems(404) },
      },
    },
    async ({ params }) => {
      const { id } = await findRun(database, params.runId)
      return await readRunWork(database, redactor, id)
    },
  )

  api.get(
    '/api/run-work',
    {
      schema: {
        tags,
        operationId: 'listRunWork',
        summary:
          'List the work of the runs that have some, those first in line: why it waits, or which worker has it',
        querystring: RunWorkQuery,
        response: { 200: pageOf('RunWorkView'), ...problems() },
      },
    },
    async ({ query }) => ({ items: await listRunWork(database, redactor, query.limit), nextCursor: null }),
  )

  api.get(
    '/api/run-activity',
    {
      schema: {
        tags,
        operationId: 'listRunActivity',
        summary: 'List how busy the runs that are under way have been, the newest fifty',
        querystring: Type.Object({}, { additionalProperties: false }),
        response: { 200: pageOf('RunActivityView'), ...problems() },
      },
    },
    async () => ({ items: await listRunActivity(database), nextCursor: null }),
  )
}
