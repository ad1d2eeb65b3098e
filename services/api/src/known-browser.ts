import { newId, type Settings } from '@pm-bot/domain'
import type { SessionKey } from '@pm-bot/store'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { attributesOf, cookieName } from './session-cookie.ts'
import { isSignedBy, sign } from './session-key.ts'

const MAX_AGE_SECONDS = 180 * 24 * 60 * 60
const nameOf = (settings: Settings) => cookieName(settings, '-browser')

/**
 * Marks a browser that knew the password once. Its guesses are counted apart from those of strangers,
 * who therefore cannot use up its turns. It lets nobody in.
 */
export function rememberBrowser(settings: Settings, key: SessionKey, reply: FastifyReply): void {
  const id = newId()
  reply.setCookie(nameOf(settings), `${id}.${sign(key, `browser ${id}`)}`, {
    ...attributesOf(settings),
    maxAge: MAX_AGE_SECONDS,
  })
}

/** Undefined for one that did not sign in before, under this password. */
export function knownBrowser(
  settings: Settings,
  key: SessionKey,
  request: FastifyRequest,
): string | undefined {
  const [id = '', signature = ''] = request.cookies[nameOf(settings)]?.split('.') ?? []
  return isSignedBy(key, `browser ${id}`, signature) ? id : undefined
}
