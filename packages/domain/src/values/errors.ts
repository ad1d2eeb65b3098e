/**
 * What the control plane refuses, and why. The sentence is shown to the operator, so it
 * says what to do next. Anything else that escapes is a bug.
 */
export class DomainError extends Error {
  override name = 'DomainError'
  readonly code: ErrorCode
  /** Machine-readable particulars, e.g. the current row or the decision that won. */
  readonly detail: Record<string, unknown>

  constructor(code: ErrorCode, message: string, detail: Record<string, unknown> = {}) {
    super(message)
    this.code = code
    this.detail = detail
  }
}

export type ErrorCode =
  // 400, 404, 422: nothing was written.
  | 'bad_request'
  | 'not_found'
  | 'invalid_spec'
  | 'not_a_repository'
  | 'idempotency_key_reused'
  // 409: refused by a rule or a race; recorded in the audit trail.
  | 'version_conflict'
  | 'subject_changed'
  | 'already_decided'
  | 'action_not_allowed'
  | 'bulk_high_risk'
  | 'transition_refused'
  | 'repo_already_registered'
  | 'repo_in_use'
  // The request itself was refused at the door.
  | 'unauthenticated'
  | 'wrong_password'
  | 'forbidden'
  | 'method_not_allowed'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'too_many_requests'
  // Try again later.
  | 'unavailable'
  | 'internal'
