import {
  ArtifactCorruptError,
  DomainError,
  NotARepositoryError,
  type Problem,
  type Redactor,
} from '@pm-bot/domain'
import { RequestMismatch, RetryLater } from '@pm-bot/runtime'
import type { Database } from '@pm-bot/store'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { describeInvalid } from './describe-invalid.ts'
import { PROBLEM_TYPE, problemOf } from './problem.ts'

const MB = 1024 * 1024

interface Rendered {
  problem: Problem
  retryAfterSeconds?: number
}

/** The one way out for everything that is thrown. */
export const renderError =
  (database: Database, redactor: Redactor) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const { problem, retryAfterSeconds } = redactor.json(
      describe(error, database, request.routeOptions.bodyLimit),
    )
    if (problem.status >= 500) {
      const level = problem.status === 500 ? 'error' : 'warn'
      request.log[level]({ err: error, route: request.routeOptions.url }, 'request failed')
    }
    if (retryAfterSeconds !== undefined)
      reply.header('retry-after', Math.max(1, Math.ceil(retryAfterSeconds)))
    sendProblem(reply, problem.status < 500 ? problem : Object.assign(problem, { requestId: request.id }))
  }

export function sendProblem(reply: FastifyReply, problem: Problem): void {
  reply.code(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem))
}

function describe(error: unknown, database: Database, bodyLimit: number | undefined): Rendered {
  if (error instanceof DomainError) {
    const { retryAfterSeconds, ...particulars } = error.detail
    const problem = problemOf(error.code, error.message, particulars)
    return typeof retryAfterSeconds === 'number' ? { problem, retryAfterSeconds } : { problem }
  }
  if (error instanceof RequestMismatch) {
    return { problem: problemOf('idempotency_key_reused', `${error.message}; send it with a fresh key`) }
  }
  if (error instanceof NotARepositoryError) return { problem: problemOf('not_a_repository', error.message) }
  if (error instanceof RetryLater) {
    return { problem: problemOf('unavailable', error.message), retryAfterSeconds: error.delayMs / 1000 }
  }
  const framework = describeFrameworkError(error as FastifyError, bodyLimit)
  if (framework) return { problem: framework }
  if (database.isTransient(error)) {
    const sentence = 'the database does not answer at the moment; try again with the same idempotency key'
    return { problem: problemOf('unavailable', sentence), retryAfterSeconds: 1 }
  }
  if (error instanceof ArtifactCorruptError) {
    return { problem: problemOf('internal', 'the stored file is damaged or gone, so it is not shown') }
  }
  return {
    problem: problemOf('internal', 'something went wrong here; the log says what, under this requestId'),
  }
}

/** What Fastify and its plugins refuse by themselves. Undefined: it is no refusal but a bug. */
function describeFrameworkError(error: FastifyError, bodyLimit = MB): Problem | undefined {
  if (error.validation) {
    const { sentence, errors } = describeInvalid(error.validation, error.validationContext)
    return problemOf('bad_request', sentence, { errors })
  }
  const status = error.statusCode
  if (status === undefined || status < 400 || status >= 500) return undefined
  switch (status) {
    case 403:
      return problemOf('forbidden', 'this path is not served')
    case 404:
      return problemOf('not_found', 'there is nothing here')
    case 413:
      return problemOf(
        'payload_too_large',
        `a request body may have at most ${Math.floor(bodyLimit / MB)} MB`,
      )
    case 415:
      return problemOf('unsupported_media_type', 'send the body as application/json')
    default:
      return problemOf('bad_request', error.message, {}, status)
  }
}
