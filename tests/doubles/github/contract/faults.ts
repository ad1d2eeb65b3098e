/** Requests that a fault may befall. `git-read` is clone and fetch, `git-write` is push. */
export type Traffic = 'rest-read' | 'rest-write' | 'git-read' | 'git-write'

export type FaultKind =
  /** The write is applied, or the list read, and the connection ends without an answer. */
  | 'drop-after'
  /** 502, and nothing is applied. */
  | 'refuse-before'
  /** Half of the answer's bytes, then the connection ends. */
  | 'drop-midway'
  /** The answer comes late. */
  | 'delay'

export interface NewFault {
  kind: FaultKind
  /** All four unless named. */
  on?: Traffic[]
  /** A regular expression, tried on `METHOD /path?query` as pm-bot sends it, without `/api/v3`. */
  matching?: string
  /** 0 to 1, drawn for each request from the double's seed. 1 unless named. */
  probability?: number
  /** It ends after biting so often. */
  times?: number
  /** Of `delay`. */
  milliseconds?: number
}

export interface BittenFault {
  kind: FaultKind
  method: string
  path: string
}

export interface Faults {
  /** The first that matches and is drawn befalls the request. Answers its id. */
  add(fault: NewFault): number
  remove(id: number): void
  clear(): void
  /** A share of changes carries an `updated_at` up to so long before they can be seen. */
  updateLate(options: { probability: number; upToMilliseconds: number }): void
  /** What befell requests so far. A test counts only if its fault really bit. */
  bitten(): BittenFault[]
}
