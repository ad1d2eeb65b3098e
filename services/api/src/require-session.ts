import { DomainError, type Settings } from '@pm-bot/domain'
import { type Database, isSignedIn } from '@pm-bot/store'
import type { FastifyRequest } from 'fastify'
import { isApiRoute } from './check-origin.ts'
import { proofOf } from './session-cookie.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers without a session. */
    open?: boolean
  }
}

/** Everything under /api needs the session, unless its route says otherwise. */
export const requireSession =
  (settings: Settings, database: Database) =>
  async (request: FastifyRequest): Promise<void> => {
    if (settings.password === null || !isApiRoute(request) || request.routeOptions.config.open) return
    if (await hasSession(settings, database, request)) return
    throw new DomainError('unauthenticated', 'sign in first')
  }

export async function hasSession(
  settings: Settings,
  database: Database,
  request: FastifyRequest,
): Promise<boolean> {
  const proof = proofOf(settings, request)
  return proof !== undefined && (await isSignedIn(database, proof))
}
