import type { IncomingMessage } from 'node:http'
import type { State } from '../state/state.ts'
import { ApiError } from './api-error.ts'
import { authenticate, tokenIdOf, tokenOf } from './authenticate.ts'
import { ANONYMOUS, type Viewer } from './viewer.ts'

export interface Identified {
  viewer: Viewer
  /** Of a token that is good for nothing. */
  refusal?: ApiError
}

export function identify(state: State, { headers }: IncomingMessage): Identified {
  try {
    return { viewer: authenticate(state, headers.authorization) }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const tokenId = tokenIdOf(tokenOf(headers.authorization) ?? '')
    return { viewer: { ...ANONYMOUS, actor: 'unknown token', tokenId }, refusal: error }
  }
}
