import { createHash, timingSafeEqual } from 'node:crypto'
import type { Settings } from '@pm-bot/domain'
import type { FastifyRequest } from 'fastify'
import type { Door } from './require-session.ts'

/**
 * With the bearer token, or signed in; without a password everybody who can reach it. The token
 * is good for nothing else, and too long to be guessed, so guesses are not counted.
 */
export async function mayReadMetrics(
  { metricsToken }: Settings,
  door: Door,
  request: FastifyRequest,
): Promise<boolean> {
  const shown = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (shown !== undefined && door.key !== null && metricsToken !== null) return isSame(shown, metricsToken)
  return await door.isOpenTo(request)
}

/** Equal lengths for the comparison, whatever was sent. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
