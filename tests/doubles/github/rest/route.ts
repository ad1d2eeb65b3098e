import type { WriteKind } from '../contract/request-log.ts'
import type { Repository } from '../state/records.ts'
import type { State } from '../state/state.ts'
import type { Endpoint } from './endpoints.ts'
import type { Viewer } from './viewer.ts'

export interface RestRequest {
  state: State
  endpoint: Endpoint
  /** Of the path, decoded. */
  params: Record<string, string>
  query: URLSearchParams
  /** As GitHub's description wants it. */
  body: unknown
  viewer: Viewer
  /** Without `/api/v3`. */
  path: string
}

export interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
  wrote?: { kind: WriteKind; repository: Repository; target: string | number }
}

/** Answers, or throws what it refuses with. */
export type Route = (request: RestRequest) => Answer | Promise<Answer>

export type RepositoryRoute = (request: RestRequest, repository: Repository) => Answer | Promise<Answer>
