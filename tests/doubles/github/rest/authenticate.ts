import { createHash } from 'node:crypto'
import type { State } from '../state/state.ts'
import { ApiError } from './api-error.ts'
import { verifyJwt } from './verify-jwt.ts'
import { ANONYMOUS, appViewer, installationViewer, userViewer, type Viewer } from './viewer.ts'

/** Whose token this header carries. Throws 401 for a bad one. */
export function authenticate(state: State, authorization: string | undefined): Viewer {
  const token = tokenOf(authorization)
  if (token === undefined) return ANONYMOUS
  const tokenId = tokenIdOf(token)

  const personal = state.tokens.get(token)
  if (personal && isAlive(personal.expiresAt)) return userViewer(personal, tokenId)
  const made = state.installationTokens.get(token)
  if (made && isAlive(made.expiresAt)) {
    if (made.installation.suspendedAt !== null) {
      throw new ApiError(403, 'This installation has been suspended')
    }
    return installationViewer(made, tokenId)
  }
  if (token.split('.').length === 3) return appViewer(verifyJwt(state, token), tokenId)
  throw new ApiError(401, 'Bad credentials')
}

/** From `Bearer x`, `token x`, or the password of `Basic`, as git sends it. */
export function tokenOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined
  const [scheme = '', value = ''] = authorization.split(' ')
  if (scheme.toLowerCase() !== 'basic') return value
  const [name = '', ...password] = Buffer.from(value, 'base64').toString().split(':')
  return password.join(':') === 'x-oauth-basic' ? name : password.join(':')
}

export const tokenIdOf = (token: string) => createHash('sha256').update(token).digest('hex').slice(0, 8)

const isAlive = (expiresAt: number | undefined) => expiresAt === undefined || expiresAt > Date.now()
