import { ApiProblem, unreachable } from './api-problem.ts'

interface Sending {
  body?: unknown
  /** Every POST names its intent; see intent.ts. */
  key?: string
  /** The row's version that the operator saw. */
  version?: number
  signal?: AbortSignal
}

export const get = <Answer>(path: string, signal?: AbortSignal): Promise<Answer> =>
  exchange('GET', path, signal ? { signal } : {}).then(json<Answer>)

export const getText = (path: string, signal?: AbortSignal): Promise<string> =>
  exchange('GET', path, signal ? { signal } : {}).then((response) => response.text())

export const post = <Answer>(path: string, body: unknown, key: string): Promise<Answer> =>
  exchange('POST', path, { body, key }).then(json<Answer>)

export const patch = <Answer>(path: string, body: unknown, version: number): Promise<Answer> =>
  exchange('PATCH', path, { body, version }).then(json<Answer>)

export const put = <Answer>(path: string, body: unknown, key: string, version?: number): Promise<Answer> =>
  exchange('PUT', path, version === undefined ? { body, key } : { body, key, version }).then(json<Answer>)

export const remove = (path: string, version?: number): Promise<void> =>
  exchange('DELETE', path, version === undefined ? {} : { version }).then(() => undefined)

/** `?a=1&b=2`, without what is undefined. */
export function query(parameters: Record<string, string | number | undefined | null>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null) search.set(name, String(value))
  }
  return search.size > 0 ? `?${search}` : ''
}

async function exchange(method: string, path: string, sending: Sending): Promise<Response> {
  const headers = new Headers({ accept: 'application/json, text/plain, text/x-diff, */*' })
  if (sending.body !== undefined) headers.set('content-type', 'application/json')
  if (sending.key !== undefined) headers.set('idempotency-key', sending.key)
  if (sending.version !== undefined) headers.set('if-match', `"${sending.version}"`)

  const init: RequestInit = { method, headers }
  if (sending.body !== undefined) init.body = JSON.stringify(sending.body)
  if (sending.signal) init.signal = sending.signal

  const response = await fetch(path, init).catch((cause: unknown) => {
    if (sending.signal?.aborted) throw cause
    throw unreachable(cause)
  })
  if (!response.ok) throw new ApiProblem(response.status, await problemBody(response))
  return response
}

async function json<Answer>(response: Response): Promise<Answer> {
  return (response.status === 204 ? undefined : await response.json()) as Answer
}

async function problemBody(response: Response): Promise<Record<string, unknown>> {
  const body: unknown = await response.json().catch(() => undefined)
  if (typeof body === 'object' && body !== null) return body as Record<string, unknown>
  return { title: response.statusText || `The server answered ${response.status}.` }
}
