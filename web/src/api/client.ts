import { readShared, tellWrote } from '../live/connection.ts'
import { answerOf } from '../live/read-once.ts'
import type { ReadAnswer } from '../live/share-reads.ts'
import { ApiProblem, unreachable } from './api-problem.ts'

interface Sending {
  body?: unknown
  /** Every POST names its intent; see intent.ts. */
  key?: string
  /** The row's version that the operator saw. */
  version?: number
}

export const get = async <Answer>(path: string, signal?: AbortSignal): Promise<Answer> =>
  JSON.parse(await getText(path, signal))

export async function getText(path: string, signal?: AbortSignal): Promise<string> {
  const answer = await readShared(path, signal).catch((cause: unknown) => {
    if (signal?.aborted) throw cause
    throw unreachable(cause)
  })
  return checked(answer)
}

export const post = <Answer>(path: string, body: unknown, key: string): Promise<Answer> =>
  send('POST', path, { body, key })

export const patch = <Answer>(path: string, body: unknown, version: number): Promise<Answer> =>
  send('PATCH', path, { body, version })

export const put = <Answer>(path: string, body: unknown, key: string, version?: number): Promise<Answer> =>
  send('PUT', path, version === undefined ? { body, key } : { body, key, version })

export const remove = (path: string, version?: number): Promise<void> =>
  send('DELETE', path, version === undefined ? {} : { version })

type QueryValue = string | number | readonly string[] | undefined | null

/** `?a=1&b=2&b=3`, without what is undefined. */
export function query(parameters: Record<string, QueryValue>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of [value].flat()) {
      if (each !== undefined && each !== null) search.append(name, String(each))
    }
  }
  return search.size > 0 ? `?${search}` : ''
}

async function send<Answer>(method: string, path: string, sending: Sending): Promise<Answer> {
  const headers = new Headers({ accept: 'application/json' })
  if (sending.body !== undefined) headers.set('content-type', 'application/json')
  if (sending.key !== undefined) headers.set('idempotency-key', sending.key)
  if (sending.version !== undefined) headers.set('if-match', `"${sending.version}"`)

  const init: RequestInit = { method, headers }
  if (sending.body !== undefined) init.body = JSON.stringify(sending.body)

  const answer = await fetch(path, init)
    .then(answerOf)
    .catch((cause: unknown) => {
      throw unreachable(cause)
    })
    .finally(tellWrote)
  const text = checked(answer)
  return (text === '' ? undefined : JSON.parse(text)) as Answer
}

/** @throws ApiProblem for what is no success */
function checked({ status, statusText, body }: ReadAnswer): string {
  if (status >= 200 && status < 300) return body
  throw new ApiProblem(status, problemOf(body) ?? { title: statusText || `The server answered ${status}.` })
}

function problemOf(body: string): Record<string, unknown> | undefined {
  try {
    const problem: unknown = JSON.parse(body)
    return typeof problem === 'object' && problem !== null ? (problem as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
