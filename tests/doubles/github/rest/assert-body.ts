import { openValidator } from '../schema/validate.ts'
import { ApiError } from './api-error.ts'
import type { RestRequest } from './route.ts'

/** That what was sent is what GitHub's description asks for. */
export function assertBody({ endpoint, body }: RestRequest): void {
  const wrong = openValidator().body(endpoint, body ?? {})
  if (wrong !== undefined) throw new ApiError(422, `Invalid request.\n\n${wrong}`)
}
