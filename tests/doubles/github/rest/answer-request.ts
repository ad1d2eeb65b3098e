import type { Parts } from '../parts.ts'
import { openValidator } from '../schema/validate.ts'
import { ApiError, notFound } from './api-error.ts'
import type { Endpoint } from './endpoints.ts'
import type { Answer, Route } from './route.ts'
import { byName, matchEndpoint } from './router.ts'
import type { Viewer } from './viewer.ts'

export interface Asked {
  method: string
  /** Without `/api/v3`. */
  path: string
  query: URLSearchParams
  body: unknown
  viewer: Viewer
}

/** As it goes out. */
export interface Written extends Omit<Answer, 'body'> {
  text: string
}

const DOCUMENTATION = 'https://docs.github.com/rest'

/** What GitHub would answer. Where it could not be GitHub's answer, that is a problem, and a 500. */
export async function answerRequest(
  parts: Parts,
  routes: Record<Endpoint, Route>,
  { method, path: asked, query, body, viewer }: Asked,
): Promise<Written> {
  const { state } = parts
  const path = byName(state, asked)
  const match = matchEndpoint(method, path)
  if (!match) {
    parts.logBook.problem(`The double has no ${method} ${path}.`)
    return writeError(parts, notFound())
  }
  const { endpoint, params } = match
  try {
    return write(
      parts,
      endpoint,
      await routes[endpoint]({ state, endpoint, params, query, body, viewer, path }),
    )
  } catch (error) {
    if (error instanceof ApiError) return writeError(parts, error, endpoint)
    return broken(parts, `${endpoint}: ${error instanceof Error ? error.stack : error}`)
  }
}

export function writeError(parts: Parts, error: ApiError, endpoint?: Endpoint): Written {
  const described = endpoint && openValidator().description.endpoints[endpoint]?.documentationUrl
  const body = {
    message: error.message,
    documentation_url: described ?? DOCUMENTATION,
    ...error.body,
    status: String(error.status),
  }
  return write(parts, endpoint, { status: error.status, body, headers: error.headers })
}

function write(parts: Parts, endpoint: Endpoint | undefined, { body, ...answer }: Answer): Written {
  const text = body === undefined ? '' : JSON.stringify(body)
  const wrong = openValidator().answer(
    endpoint ?? 'an error',
    answer.status,
    text === '' ? undefined : JSON.parse(text),
  )
  if (wrong === undefined) return { ...answer, text }
  return broken(parts, `${endpoint}: ${answer.status} is not as GitHub describes it: ${wrong}`)
}

function broken({ logBook }: Parts, sentence: string): Written {
  logBook.problem(sentence)
  return { status: 500, text: JSON.stringify({ message: `The GitHub double is at fault. ${sentence}` }) }
}
