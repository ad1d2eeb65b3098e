import { PageQuery } from '@pm-bot/domain'
import { pageOf, problems } from '../answers.ts'
import type { Api, ApiContext } from '../api-context.ts'
import { pageOfFew } from '../page-of-few.ts'
import { usualBudget } from '../propose-run.ts'

export function graphRoutes(api: Api, { graphs }: ApiContext): void {
  const views = graphs.descriptors.map(({ graphId, ...graph }) => ({
    id: graphId,
    ...graph,
    budget: usualBudget(graphId),
  }))

  api.get(
    '/api/graphs',
    {
      schema: {
        tags: ['runs'],
        operationId: 'listGraphs',
        summary: 'List the graphs that a run can use, with the JSON Schema of their spec',
        querystring: PageQuery,
        response: { 200: pageOf('GraphView'), ...problems() },
      },
    },
    async ({ query }) => pageOfFew(views, query),
  )
}
