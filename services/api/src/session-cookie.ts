import { randomBytes } from 'node:crypto'
import type { Settings } from '@pm-bot/domain'
import type { SessionProof } from '@pm-bot/store'
import type { FastifyReply, FastifyRequest } from 'fastify'

export const SESSION_MS = 30 * 24 * 60 * 60 * 1000

/** The secret that a signed-in browser shows, if this one shows any. */
export const secretOf = (settings: Settings, request: FastifyRequest): string | undefined =>
  request.cookies[cookieName(settings)]

/** Undefined without a password as well: there are no sessions then. */
export function proofOf(settings: Settings, request: FastifyRequest): SessionProof | undefined {
  const secret = secretOf(settings, request)
  return secret === undefined || settings.password === null
    ? undefined
    : { secret, password: settings.password }
}

export const newSecret = (): string => randomBytes(32).toString('base64url')

export function giveCookie(settings: Settings, reply: FastifyReply, secret: string): void {
  reply.setCookie(cookieName(settings), secret, { ...attributesOf(settings), maxAge: SESSION_MS / 1000 })
}

export function takeCookie(settings: Settings, reply: FastifyReply): void {
  reply.clearCookie(cookieName(settings), attributesOf(settings))
}

const isHttps = ({ publicUrl }: Settings) => publicUrl?.protocol === 'https:'
/** Cookies know no ports: two instances on one host would sign each other out. */
export const cookieName = (settings: Settings): string =>
  isHttps(settings) ? '__Host-pmbot' : `pmbot_${settings.port}`
const attributesOf = (settings: Settings) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: isHttps(settings) }) as const
