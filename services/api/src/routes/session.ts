import { DomainError, SignInBody } from '@pm-bot/domain'
import { endSession, openSession } from '@pm-bot/store'
import { Type } from 'typebox'
import { problems } from '../answers.ts'
import type { Api, ApiOptions } from '../api-context.ts'
import type { EventStreams } from '../event-streams.ts'
import { createPasswordGate } from '../password-gate.ts'
import { giveCookie, newSecret, proofOf, SESSION_MS, takeCookie } from '../session-cookie.ts'
import { createSignInAudit } from '../sign-in-audit.ts'

const tags = ['instance']
const Nothing = Type.Null({ description: 'Done.' })

export function sessionRoutes(api: Api, options: ApiOptions, streams: EventStreams): void {
  const { settings, store } = options
  const { password } = settings
  const checkPassword = password === null ? undefined : createPasswordGate(password)
  const audit = createSignInAudit(options)

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
    async ({ body, ip }, reply) => {
      if (password === null || !checkPassword) {
        throw new DomainError('not_found', 'no password is set, so there is no sign-in')
      }
      try {
        checkPassword(body.password, ip)
      } catch (error) {
        if (error instanceof DomainError) await audit.refused(error, ip)
        throw error
      }
      const secret = newSecret()
      await store.database.transaction(async (tx) => {
        await openSession(tx, { secret, password }, SESSION_MS)
        await audit.signedIn(tx, ip)
      })
      giveCookie(settings, reply, secret)
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
      const proof = proofOf(settings, request)
      if (proof) {
        await store.database.transaction(async (tx) => {
          // A cookie that anyone may make up leaves no trace.
          if (await endSession(tx, proof)) await audit.signedOut(tx, request.ip)
        })
        streams.end(proof.secret)
      }
      takeCookie(settings, reply)
      return reply.code(204).send(null)
    },
  )
}
