import { DomainError, isSignInRequired } from '@pm-bot/domain'
import { type Session, type SessionKey, seeSession } from '@pm-bot/store'
import type { FastifyRequest } from 'fastify'
import type { ApiContext, ApiOptions } from './api-context.ts'
import { isApiRoute } from './check-origin.ts'
import { secretOf } from './session-cookie.ts'
import { sessionKeyOf } from './session-key.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers without a session. */
    open?: boolean
  }
  interface FastifyRequest {
    /** That let it in; null where none is needed. */
    session: Session | null
  }
}

/** Who may come in. */
export interface Door {
  /** Null when no password is set: nobody signs in then, and everybody is in. */
  key: SessionKey | null
  /** The living session whose cookie the request shows. */
  sessionOf(request: FastifyRequest): Promise<Session | undefined>
  isOpenTo(request: FastifyRequest): Promise<boolean>
}

export function createDoor({ settings, reads }: ApiContext): Door {
  const key = sessionKeyOf(settings)
  const sessionOf = async (request: FastifyRequest) => {
    const secret = secretOf(settings, request)
    return secret && key ? await reads.session(key, secret) : undefined
  }
  return {
    key,
    sessionOf,
    isOpenTo: async (request) => !isSignInRequired(settings) || (await sessionOf(request)) !== undefined,
  }
}

/** Everything under /api needs the session, unless its route says otherwise. */
export const requireSession =
  (door: Door, { store, logger }: ApiOptions) =>
  async (request: FastifyRequest): Promise<void> => {
    if (door.key === null || !isApiRoute(request) || request.routeOptions.config.open) return
    const session = await door.sessionOf(request)
    if (!session) throw new DomainError('unauthenticated', 'sign in first')
    request.session = session
    // A full disk must not keep the operator from looking.
    await seeSession(store.database, session).catch((error) =>
      logger.warn({ err: error }, 'session not seen'),
    )
  }
