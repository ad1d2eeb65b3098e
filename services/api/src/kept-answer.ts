import { canonicalJson, sha256Hex } from '@pm-bot/domain'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { OPERATOR } from './api-context.ts'
import { PROBLEM_TYPE } from './problem.ts'

/** Kept under the idempotency key; the body as text, so that the same key gets the same bytes. */
export interface Answer {
  statusCode: number
  body: string
}

export function send(reply: FastifyReply, { statusCode, body }: Answer): void {
  reply.code(statusCode)
  if (statusCode === 204) reply.send()
  else reply.type(statusCode < 400 ? 'application/json; charset=utf-8' : PROBLEM_TYPE).send(body)
}

/**
 * Undefined without a key: such a request is never the repetition of another. `body`: what stands for it, where it holds
 * a secret whose hash would be a help to whoever guesses.
 */
export function identityOf(
  request: FastifyRequest,
  body: unknown = request.body,
): { id: string; hash: string } | undefined {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string') return undefined
  const { method, url, routeOptions } = request
  return {
    id: sha256Hex(JSON.stringify([OPERATOR, method, routeOptions.url, key])),
    hash: sha256Hex(canonicalJson({ method, url, body })),
  }
}
