import type { IncomingMessage } from 'node:http'
import type { Parts } from '../parts.ts'
import { answerRequest, type Written, writeError } from './answer-request.ts'
import { ApiError } from './api-error.ts'
import { conditional } from './conditional.ts'
import type { Endpoint } from './endpoints.ts'
import type { Identified } from './identify.ts'
import type { Route } from './route.ts'

export interface Call {
  method: string
  /** Without `/api/v3`. */
  path: string
  query: URLSearchParams
  body: unknown
}

/** An answer, and whether it cost one of the quota. */
export interface Served {
  written: Written
  spent: boolean
}

const NO_USER_AGENT =
  'Request forbidden by administrative rules. Please make sure your request has a User-Agent header'

/** What who asks is answered, and what it costs. */
export async function answerCall(
  parts: Parts,
  routes: Record<Endpoint, Route>,
  request: IncomingMessage,
  call: Call,
  { viewer, refusal }: Identified,
): Promise<Served> {
  const { quotaBook } = parts
  const owner = viewer.quotaOwner
  let spent = false
  try {
    if (refusal) throw refusal
    if (!request.headers['user-agent']) throw new ApiError(403, NO_USER_AGENT)
    if (call.path !== '/rate_limit') {
      quotaBook.spend(owner, call.method !== 'GET')
      spent = true
    }
    if (call.body instanceof ApiError) throw call.body
    const written = conditional(
      parts,
      request,
      viewer,
      await answerRequest(parts, routes, { ...call, viewer }),
    )
    const isFree = written.status === 304 && viewer.kind !== 'anonymous'
    if (spent && isFree) quotaBook.refund(owner)
    return { written, spent: spent && !isFree }
  } catch (error) {
    if (error instanceof ApiError) return { written: writeError(parts, error), spent }
    throw error
  }
}
