import { DomainError, SignInBody } from '@pm-bot/domain'
import { endSession, openSession } from '@pm-bot/store'
import { Type } from 'typebox'
import { problems } from '../answers.ts'
import type { Api, ApiOptions } from '../api-context.ts'
import type { EventStreams } from '../event-streams.ts'
import { createPasswordGate } from '../password-gate.ts'
import { giveCookie, SESSION_MS, secretOf, takeCookie } from '../session-cookie.ts'

const tags = ['instance']
const Nothing = Type.Null({ description: 'Done.' })

export function sessionRoutes(api: Api, { settings, store }: ApiOptions, streams: EventStreams): void {
  const checkPassword = settings.password === null ? undefined : createPasswordGate(settings.password)

  api.post(
    '/api/session',
    {
      config: { open: true },
      schema: {
        tags,
        operationId: 'signIn',
        summary: 'Sign in',
        body: SignInBody,
        response: { 204: Nothing, ...problems(404, 413, 415, 429) },
      },
    },
    async (request, reply) => {
      if (!checkPassword) throw new DomainError('not_found', 'no password is set, so there is no sign-in')
      checkPassword(request.body.password, request.ip)
      await openSession(store.database, giveCookie(settings, reply), SESSION_MS)
      return reply.code(204).send(null)
    },
  )

  api.delete(
    '/api/session',
    {
      config: { open: true },
      schema: {
        tags,
        operationId: 'signOut',
        summary: 'Sign out',
        response: { 204: Nothing, ...problems() },
      },
    },
    async (request, reply) => {
      const secret = secretOf(settings, request)
      if (secret !== undefined) {
        await endSession(store.database, secret)
        streams.end(secret)
      }
      takeCookie(settings, reply)
      return reply.code(204).send(null)
    },
  )
}
