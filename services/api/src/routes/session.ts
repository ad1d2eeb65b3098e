import { DomainError, SignInBody } from '@pm-bot/domain'
import { endSessions, openSession } from '@pm-bot/store'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { problems } from '../answers.ts'
import type { Api, ApiOptions } from '../api-context.ts'
import { addressOf } from '../client-address.ts'
import { knownBrowser, rememberBrowser } from '../known-browser.ts'
import { createPasswordGate } from '../password-gate.ts'
import type { Door } from '../require-session.ts'
import { giveCookie, newSecret, takeCookie } from '../session-cookie.ts'
import { createSignInAudit } from '../sign-in-audit.ts'

const tags = ['instance']
const Nothing = Type.Null({ description: 'Done.' })
const MOST_NAMED = 300

export function sessionRoutes(api: Api, options: ApiOptions, door: Door): void {
  const { settings, store } = options
  const { key } = door
  const checkPassword = createPasswordGate(settings)
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
    async (request, reply) => {
      if (key === null) throw new DomainError('not_found', 'no password is set, so there is no sign-in')
      const address = addressOf(request)
      try {
        await checkPassword(request.body.password, {
          address,
          knownBrowser: knownBrowser(settings, key, request),
        })
      } catch (error) {
        if (error instanceof DomainError) await audit.refused(error, address)
        throw error
      }
      const secret = newSecret()
      const former = await door.sessionOf(request)
      await store.database.transaction(async (tx) => {
        // A session that was known before anyone signed in here is not the one that goes on.
        if (former) await endSessions(tx, [former.id])
        const sessionId = await openSession(tx, key, { secret, address, userAgent: userAgentOf(request) })
        await audit.signedIn(tx, address, sessionId)
      })
      giveCookie(settings, reply, secret)
      rememberBrowser(settings, key, reply)
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
      // A cookie that anyone may make up leaves no trace.
      const session = await door.sessionOf(request)
      if (session) {
        await store.database.transaction(async (tx) => {
          const [ended] = await endSessions(tx, [session.id])
          if (ended) await audit.signedOut(tx, addressOf(request), ended)
        })
      }
      takeCookie(settings, reply)
      return reply.code(204).send(null)
    },
  )
}

/** What the browser says of itself, without what could spoil a line of text. */
function userAgentOf({ headers }: FastifyRequest): string | null {
  const named = headers['user-agent']?.replaceAll(/[^\x20-\x7e\xa0-\xff]/g, '').trim()
  return named ? named.slice(0, MOST_NAMED) : null
}
