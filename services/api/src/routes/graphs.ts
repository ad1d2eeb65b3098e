import { graphDescriptors, PageQuery } from '@pm-bot/domain'
import { pageOf, problems } from '../answers.ts'
import type { Api } from '../api-context.ts'
import { pageOfFew } from '../page-of-few.ts'
import { usualBudget } from '../propose-run.ts'

const GRAPHS = graphDescriptors.map(({ graphId, ...graph }) => ({
  id: graphId,
  ...graph,
  budget: usualBudget(graphId),
}))

export function graphRoutes(api: Api): void {
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
    async ({ query }) => pageOfFew(GRAPHS, query),
  )
}
