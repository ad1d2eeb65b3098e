import { verify } from 'node:crypto'
import { clientId } from '../shapes/app-shape.ts'
import type { App } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { ApiError } from './api-error.ts'

const LONGEST_SECONDS = 600

interface Claims {
  iss?: unknown
  iat?: unknown
  exp?: unknown
}

/** The App that signed it. */
export function verifyJwt(state: State, token: string): App {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const claims = decode(payload)
  const app = appOf(state, claims.iss)
  const signed = Buffer.from(`${header}.${payload}`)
  if (
    decode(header).alg !== 'RS256' ||
    !verify('sha256', signed, app.publicKey, Buffer.from(signature, 'base64url'))
  ) {
    throw undecodable()
  }
  assertInTime(claims)
  return app
}

function decode(part: string): Claims & { alg?: unknown } {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch {
    throw undecodable()
  }
}

/** By its id or its client id. */
function appOf(state: State, iss: unknown): App {
  const app = [...state.apps.values()].find(
    (each) => String(iss) === String(each.id) || iss === clientId(each),
  )
  if (!app) throw new ApiError(404, 'Integration not found')
  return app
}

function assertInTime({ iat, exp }: Claims): void {
  const now = Date.now() / 1000
  if (typeof exp !== 'number' || exp <= now) {
    throw new ApiError(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    )
  }
  if (exp > now + LONGEST_SECONDS + 1) {
    throw new ApiError(401, "'Expiration time' claim ('exp') is too far in the future")
  }
  if (typeof iat !== 'number' || iat > now + 1) {
    throw new ApiError(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    )
  }
}

const undecodable = () => new ApiError(401, 'A JSON web token could not be decoded')
