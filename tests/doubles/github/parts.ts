import type { GitHubDoubleOptions } from './contract/github-double.ts'
import type { FaultBook } from './faults/fault-book.ts'
import type { QuotaBook } from './limits/quota-book.ts'
import type { LogBook } from './log/log-book.ts'
import type { State } from './state/state.ts'

/** What whoever answers requests works with. */
export interface Parts {
  state: State
  faultBook: FaultBook
  quotaBook: QuotaBook
  logBook: LogBook
  etags: NonNullable<GitHubDoubleOptions['etags']>
  allowedBranches: RegExp
  /** Called before each REST request is answered. */
  listeners: ((request: { method: string; path: string }) => void | Promise<void>)[]
}
