import { DomainError, Id, PageQuery } from '@pm-bot/domain'
import { endSessions, listSessions } from '@pm-bot/store'
import { Type } from 'typebox'
import { pageOf, problems } from '../answers.ts'
import type { Api, ApiOptions } from '../api-context.ts'
import { addressOf } from '../client-address.ts'
import { pageOfFew } from '../page-of-few.ts'
import type { Door } from '../require-session.ts'
import { takeCookie } from '../session-cookie.ts'
import { createSignInAudit } from '../sign-in-audit.ts'

const tags = ['sessions']
const Nothing = Type.Null({ description: 'Done.' })

export function sessionsRoutes(api: Api, options: ApiOptions, { key }: Door): void {
  const { settings, store } = options
  const audit = createSignInAudit(options)
  const list = async () => (key ? await listSessions(store.database, key) : [])
  const end = (ids: string[], from: string) =>
    store.database.transaction(async (tx) => {
      const ended = await endSessions(tx, ids)
      await audit.sessionsEnded(tx, from, ended)
    })

  api.get(
    '/api/sessions',
    {
      schema: {
        tags,
        operationId: 'listSessions',
        summary: 'List the browsers that are signed in, the last used first',
        querystring: PageQuery,
        response: { 200: pageOf('SessionView'), ...problems() },
      },
    },
    async ({ query, session }) =>
      pageOfFew(
        (await list()).map((each) => ({ ...each, current: each.id === session?.id })),
        query,
      ),
  )

  api.delete(
    '/api/sessions',
    {
      schema: {
        tags,
        operationId: 'endOtherSessions',
        summary: 'End every session but this one',
        response: { 204: Nothing, ...problems() },
      },
    },
    async (request, reply) => {
      const others = (await list()).filter(({ id }) => id !== request.session?.id)
      await end(
        others.map(({ id }) => id),
        addressOf(request),
      )
      return reply.code(204).send(null)
    },
  )

  api.delete(
    '/api/sessions/:sessionId',
    {
      schema: {
        tags,
        operationId: 'endSession',
        summary: 'End a session, and its event streams with it',
        params: Type.Object({ sessionId: Id }),
        response: { 204: Nothing, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { sessionId } = request.params
      if (!(await list()).some(({ id }) => id === sessionId)) {
        throw new DomainError('not_found', 'there is no such session; it may have ended already')
      }
      await end([sessionId], addressOf(request))
      if (sessionId === request.session?.id) takeCookie(settings, reply)
      return reply.code(204).send(null)
    },
  )
}
