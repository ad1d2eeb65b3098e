const MOST_HOPS = 3
const PATIENCE_MS = 60_000
const REDIRECTS = new Set([301, 302, 307, 308])

/**
 * Fetch for Octokit. Unless told otherwise it follows redirects, with the same method, for GitHub's are of renamed
 * repositories; a credential never goes to another host. It reads the answer to its end: Octokit takes one that broke off for an empty one.
 */
export function makeFetch(send: typeof fetch): typeof fetch {
  return async (input, init) => {
    let url = new URL(input instanceof Request ? input.url : input)
    const signals = [AbortSignal.timeout(PATIENCE_MS), ...(init?.signal ? [init.signal] : [])]
    const options = { ...init, redirect: 'manual', signal: AbortSignal.any(signals) } as const
    const follow = init?.redirect !== 'manual'
    try {
      for (let hop = 0; ; hop++) {
        const response = await send(url, options)
        const next = follow && hop < MOST_HOPS ? sameHost(url, response) : undefined
        if (next === undefined) return await readWhole(response)
        await response.body?.cancel()
        url = next
      }
    } catch (error) {
      // Whatever the reason, Octokit knows by the name that trying again is of no use.
      throw init?.signal?.aborted ? new DOMException('Nobody waits for it any more.', 'AbortError') : error
    }
  }
}

function sameHost(url: URL, response: Response): URL | undefined {
  const location = REDIRECTS.has(response.status) ? response.headers.get('location') : null
  if (location === null) return undefined
  const next = URL.parse(location, url.href)
  return next?.origin === url.origin ? next : undefined
}

async function readWhole(response: Response): Promise<Response> {
  const body = response.body === null ? null : await response.arrayBuffer()
  const { status, statusText } = response
  const headers = new Headers(response.headers)
  const isBodyless = status === 204 || status === 205 || status === 304
  // What was packed is unpacked by now.
  headers.delete('content-encoding')
  return new Response(isBodyless ? null : body, { status, statusText, headers })
}
