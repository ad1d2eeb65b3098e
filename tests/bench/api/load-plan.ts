/** What a load generator is to do. */
export interface LoadPlan {
  origin: string
  /** With every request, e.g. the cookie of who signed in. */
  headers: Record<string, string>
  /** Each sends its next request when it has the answer to the last. */
  connections: number
  requests: LoadRequest[]
}

export interface LoadRequest {
  /** Of its kind. */
  name: string
  method: 'GET' | 'POST'
  path: string
  body?: unknown
}

export interface LoadResult {
  /** Milliseconds until the whole answer was there, by kind of request. */
  times: Record<string, number[]>
  elapsedMs: number
  /** Answers that were not 2xx, and connections that broke: how often each. */
  failures: Record<string, number>
}
