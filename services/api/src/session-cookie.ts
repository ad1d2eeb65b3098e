import { randomBytes } from 'node:crypto'
import type { Settings } from '@pm-bot/domain'
import { SESSION_MS } from '@pm-bot/store'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** The secret that a signed-in browser shows, if this one shows any. */
export const secretOf = (settings: Settings, request: FastifyRequest): string | undefined =>
  request.cookies[cookieName(settings)]

export const newSecret = (): string => randomBytes(32).toString('base64url')

export function giveCookie(settings: Settings, reply: FastifyReply, secret: string): void {
  reply.setCookie(cookieName(settings), secret, {
    ...attributesOf(settings),
    maxAge: SESSION_MS.most / 1000,
  })
}

export function takeCookie(settings: Settings, reply: FastifyReply): void {
  reply.clearCookie(cookieName(settings), attributesOf(settings))
}

const isHttps = ({ publicUrl }: Settings) => publicUrl?.protocol === 'https:'
/** Cookies know no ports: two instances on one host would sign each other out. */
export const cookieName = (settings: Settings, suffix = ''): string =>
  isHttps(settings) ? `__Host-pmbot${suffix}` : `pmbot${suffix}_${settings.port}`
/** TLS may end at a proxy, so it is the public address that tells. */
export const attributesOf = (settings: Settings) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: isHttps(settings) }) as const
