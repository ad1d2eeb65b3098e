import type { Credential } from '../auth/credential.ts'
import type { PacedOctokit } from './create-octokit.ts'
import { explainError, type Failure } from './explain-error.ts'
import type { Auth } from './hint-of.ts'
import type { Headers } from './rate-snapshot.ts'

export interface Call {
  /** `GET /repos/{owner}/{repo}`: what stands in braces is taken from the parameters. */
  route: string
  parameters?: Readonly<Record<string, unknown>>
  etag?: string | null
  /** False: a redirect is an answer. */
  follow?: boolean
  signal?: AbortSignal | undefined
}

export interface RawAnswer {
  status: number
  headers: Headers
  data: unknown
}

/**
 * Sends it once, or a few times if it only reads: a write whose answer is lost may have been applied, and whoever
 * asked for it has to look. A 304 is an answer. @throws GitHubRefusedError, GitHubLimitError, Error
 */
export async function send(
  octokit: PacedOctokit,
  auth: Auth,
  credential: Credential,
  { route, parameters, etag, follow = true, signal }: Call,
): Promise<RawAnswer> {
  const isRead = route.startsWith('GET ')
  try {
    const answer: RawAnswer = await octokit.request(route, {
      ...parameters,
      headers: {
        ...(credential.token === null ? {} : { authorization: `${credential.scheme} ${credential.token}` }),
        ...(etag ? { 'if-none-match': etag } : {}),
      },
      request: {
        ...(follow ? {} : { redirect: 'manual' }),
        ...(isRead ? {} : { retries: 0 }),
        ...(signal ? { signal } : {}),
      },
    })
    // Still pointing elsewhere: to another host.
    if (answer.status < 300 || !follow) return answer
    throw answer
  } catch (error) {
    signal?.throwIfAborted()
    const failure = failureOf(error)
    if (failure.status === 304 && failure.headers)
      return { ...failure, status: 304, headers: failure.headers }
    throw explainError(failure, describe(route, parameters), auth, credential)
  }
}

/** Of Octokit's RequestError, by its shape: several copies of the class may be loaded. */
export function failureOf(error: unknown): Failure {
  const seen = (typeof error === 'object' && error !== null ? error : {}) as Partial<RawAnswer> & {
    response?: RawAnswer
  }
  const answer = seen.response ?? (seen.headers ? (seen as RawAnswer) : undefined)
  return {
    message: error instanceof Error ? error.message : `status ${seen.status}`,
    status: answer?.status ?? null,
    headers: answer?.headers ?? null,
    data: answer?.data,
  }
}

/** `GET /repos/o/r/issues`, without the query. */
function describe(route: string, parameters: Call['parameters'] = {}): string {
  return route.replace(/\{(\w+)\}/g, (braces, name: string) => String(parameters[name] ?? braces))
}
