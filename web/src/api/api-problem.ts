import type { Problem } from '@pm-bot/domain'

/** A request that the server refused, or that never reached it. `message` is for the operator. */
export class ApiProblem extends Error {
  override name = 'ApiProblem'
  readonly status: number
  readonly code: string
  /** The whole answer: a refusal may carry the row or the decision that won. */
  readonly body: Partial<Problem> & Record<string, unknown>

  constructor(status: number, body: Partial<Problem> & Record<string, unknown>) {
    super(body.detail || body.title || `The server answered ${status}.`)
    this.status = status
    this.code = body.code ?? 'unknown'
    this.body = body
  }
}

export function unreachable(cause: unknown): ApiProblem {
  const problem = new ApiProblem(0, {
    code: 'unreachable',
    detail: 'The server does not answer. Is pm-bot running? Nothing was lost; try again.',
  })
  problem.cause = cause
  return problem
}

/** The sentence to show for anything that was thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
