import { ActorsQuery, DomainError } from '@pm-bot/domain'
import { listActors, lookUpActor } from '@pm-bot/store'
import { Type } from 'typebox'
import { pageOf, problems, view } from '../answers.ts'
import type { Api, ApiOptions } from '../api-context.ts'

const tags = ['actors']
/** Keys and message ids may hold any character; in a path they are percent-encoded. */
export const AnyText = Type.String({ minLength: 1, maxLength: 500, pattern: '^[^\\u0000]*$' })
export const ActorParams = Type.Object({
  kind: Type.String({ pattern: '^[a-z][a-z0-9-]{0,49}$' }),
  key: AnyText,
})

export function actorRoutes(api: Api, { store: { database }, redactor }: ApiOptions): void {
  api.get(
    '/api/actors',
    {
      schema: {
        tags,
        operationId: 'listActors',
        summary: 'List actors in the order of their addresses: all, or those that need a look',
        querystring: ActorsQuery,
        response: { 200: pageOf('ActorSummaryView'), ...problems() },
      },
    },
    ({ query }) => listActors(database, redactor, query),
  )

  api.get(
    '/api/actors/:kind/:key',
    {
      schema: {
        tags,
        operationId: 'getActor',
        summary: 'Read an actor: its state, mailbox, jobs and timers',
        params: ActorParams,
        response: { 200: view('ActorView'), ...problems(404) },
      },
    },
    async ({ params }) => {
      const actor = await lookUpActor(database, redactor, params)
      if (!actor) throw new DomainError('not_found', 'there is no such actor')
      return actor
    },
  )
}
