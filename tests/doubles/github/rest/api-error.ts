/** One entry of `errors` in a 422. */
export interface FieldError {
  resource: string
  code: 'missing' | 'missing_field' | 'invalid' | 'already_exists' | 'unprocessable' | 'custom'
  field?: string
  message?: string
}

/** A request that GitHub answers with something else than success. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: number
  readonly body: Record<string, unknown>
  readonly headers: Record<string, string>

  constructor(
    status: number,
    message: string,
    { headers = {}, ...body }: Record<string, unknown> & { headers?: Record<string, string> } = {},
  ) {
    super(message)
    this.status = status
    this.body = body
    this.headers = headers
  }
}

export const notFound = () => new ApiError(404, 'Not Found')

export const invalid = (...errors: FieldError[]) => new ApiError(422, 'Validation Failed', { errors })

export const moved = (status: 301 | 307, location: string) =>
  new ApiError(status, status === 301 ? 'Moved Permanently' : 'Temporary Redirect', {
    url: location,
    headers: { location },
  })
