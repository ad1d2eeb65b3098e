import type { ModelFaultKind } from './contract.ts'
import type { ApiProblem } from './refuse-history.ts'

/** What the real one answers in these cases; undefined for those that are no answer. */
export function problemOf(kind: ModelFaultKind): ApiProblem | undefined {
  switch (kind) {
    case 'rate-limit':
      return {
        status: 429,
        message: 'Rate limit reached for requests per min (RPM): Limit 3, Used 3, Requested 1.',
        type: 'requests',
        param: null,
        code: 'rate_limit_exceeded',
      }
    case 'quota':
      return {
        status: 429,
        message: 'You exceeded your current quota, please check your plan and billing details.',
        type: 'insufficient_quota',
        param: null,
        code: 'insufficient_quota',
      }
    case 'server-error':
      return {
        status: 500,
        message: 'The server had an error while processing your request. Sorry about that!',
        type: 'server_error',
        param: null,
        code: null,
      }
    case 'too-long':
      return {
        status: 400,
        message:
          "This model's maximum context length is 8192 tokens. Please reduce the length of the messages.",
        type: 'invalid_request_error',
        param: 'messages',
        code: 'context_length_exceeded',
      }
    case 'time-out':
    case 'malformed':
    case 'drop':
    case 'drop-midway':
      return undefined
  }
}
