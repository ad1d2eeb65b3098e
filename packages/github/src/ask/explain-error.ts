import { createRedactor, GitHubRefusedError } from '@pm-bot/domain'
import type { Credential } from '../auth/credential.ts'
import { type Auth, hintOf } from './hint-of.ts'
import { limitOf } from './limit-of.ts'
import type { Headers } from './rate-snapshot.ts'

/** What Octokit's RequestError, or an answer that is none, tells of itself. */
export interface Failure {
  message: string
  status: number | null
  /** Null when no answer came. */
  headers: Headers | null
  data: unknown
}

const LONGEST_MESSAGE = 500

/**
 * The error to throw instead of Octokit's, which carries the request with its headers. Nothing of that one is kept,
 * not as a cause either, and the credential is masked in what a proxy may have echoed.
 */
export function explainError(failure: Failure, request: string, auth: Auth, credential: Credential): Error {
  const { status, headers } = failure
  const message = clean(messageOf(failure), credential)
  // Octokit answers 500 for a connection that broke off.
  if (headers === null || status === null) return new Error(`GitHub did not answer ${request}: ${message}`)
  if (status >= 500 || status === 408 || status < 300)
    return new Error(`GitHub answered ${request} with ${status}: ${message}`)
  return (
    limitOf(status, headers, message) ??
    new GitHubRefusedError(status, message, hintOf({ status, message, headers, auth }))
  )
}

/** GitHub's own words; those of the single errors of a 422 as well. */
function messageOf({ data, message }: Failure): string {
  if (typeof data !== 'object' || data === null || !('message' in data)) return message
  const errors = 'errors' in data && Array.isArray(data.errors) ? data.errors : []
  const details = errors.flatMap((error: unknown) => {
    if (typeof error === 'string') return [error]
    if (typeof error !== 'object' || error === null) return []
    return 'message' in error && typeof error.message === 'string' ? [error.message] : [JSON.stringify(error)]
  })
  return [String(data.message), ...details].join(': ')
}

function clean(message: string, { token }: Credential): string {
  const masked = createRedactor(token === null ? [] : [token]).text(message)
  return masked.length > LONGEST_MESSAGE ? `${masked.slice(0, LONGEST_MESSAGE)}…` : masked
}
