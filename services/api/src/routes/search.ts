import { SearchQuery } from '@pm-bot/domain'
import { searchAll } from '@pm-bot/store'
import { pageOf, problems } from '../answers.ts'
import type { Api, ApiContext } from '../api-context.ts'

/** What pm-bot keeps, found by its words. */
export function searchRoutes(api: Api, { store: { database } }: ApiContext): void {
  api.get(
    '/api/search',
    {
      schema: {
        tags: ['search'],
        operationId: 'search',
        summary: 'Find issues, pull requests, comments and runs by their words, newest first',
        querystring: SearchQuery,
        response: { 200: pageOf('SearchHit'), ...problems() },
      },
    },
    ({ query }) => searchAll(database, query),
  )
}
