import type { Faults } from './faults.ts'
import type { Limits } from './limits.ts'
import type { RequestLog } from './request-log.ts'
import type { Webhooks } from './webhooks.ts'
import type { World } from './world.ts'

export interface GitHubDoubleOptions {
  /** Draws faults. 1 unless named. */
  seed?: number
  /** A free one unless named. */
  port?: number
  /** A regular expression for the branches that may be pushed; others are violations. `^pm-bot/` unless named. */
  allowedBranches?: string
  /** What ETags look like; GitHub's are weak. */
  etags?: 'weak' | 'strong'
}

export interface DoubleParts {
  world: World
  faults: Faults
  limits: Limits
  log: RequestLog
  webhooks: Webhooks
}

export interface GitHubDouble extends DoubleParts, AsyncDisposable {
  /** `http://127.0.0.1:<port>`: clones are at `<url>/<owner>/<repo>.git`. */
  url: string
  /** What `GITHUB_API_URL` is set to: `<url>/api/v3`. */
  apiUrl: string
  /** Called before each REST request is answered, to change the world while a list is read. */
  onRequest(listener: (request: { method: string; path: string }) => void | Promise<void>): void
  close(): Promise<void>
}

/** The same calls, answered by a process of its own. */
export type Remote<Part> = {
  [Name in keyof Part]: Part[Name] extends (...args: infer Args) => infer Answer
    ? (...args: Args) => Promise<Awaited<Answer>>
    : never
}

export interface RemoteGitHubDouble extends AsyncDisposable {
  url: string
  apiUrl: string
  world: Remote<World>
  faults: Remote<Faults>
  limits: Remote<Limits>
  log: Remote<RequestLog>
  webhooks: Remote<Webhooks>
  close(): Promise<void>
}
