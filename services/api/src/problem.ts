import { STATUS_CODES } from 'node:http'
import type { ErrorCode, Problem } from '@pm-bot/domain'

export const PROBLEM_TYPE = 'application/problem+json'

/** A new code does not compile until it has a status. */
export const STATUS: Record<ErrorCode, number> = {
  bad_request: 400,
  not_found: 404,
  invalid_spec: 422,
  not_a_repository: 422,
  idempotency_key_reused: 422,
  version_conflict: 409,
  subject_changed: 409,
  already_decided: 409,
  action_not_allowed: 409,
  bulk_high_risk: 409,
  transition_refused: 409,
  repo_already_registered: 409,
  repo_in_use: 409,
  unauthenticated: 401,
  wrong_password: 401,
  forbidden: 403,
  method_not_allowed: 405,
  payload_too_large: 413,
  unsupported_media_type: 415,
  too_many_requests: 429,
  unavailable: 503,
  internal: 500,
}

/** A refusal as RFC 9457 wants it. Particulars never take the place of its own members. */
export function problemOf(
  code: ErrorCode,
  sentence: string,
  particulars: Record<string, unknown> = {},
  status = STATUS[code],
): Problem & Record<string, unknown> {
  return {
    ...particulars,
    type: `urn:pm-bot:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: asSentence(sentence),
    code,
  }
}

const asSentence = (text: string) =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?…]$/.test(text) ? '' : '.'}`
