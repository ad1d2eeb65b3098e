/** Whose quota: a login, `installation/<id>`, or `anonymous`. */
export type QuotaOwner = string

export interface Quota {
  limit: number
  used: number
  remaining: number
  /** ISO, by the real clock. */
  resetAt: string
}

export interface Limits {
  quota(owner: QuotaOwner): Quota
  setQuota(owner: QuotaOwner, quota: { limit?: number; remaining?: number; resetAt?: string }): void
  /** With which status requests over the primary limit are refused; 403 unless set. GitHub does both. */
  setPrimaryStatus(status: 403 | 429): void
  /** The next requests of this owner, or of everyone, hit a secondary limit. */
  hitSecondary(options: {
    owner?: QuotaOwner
    requests: number
    retryAfterSeconds?: number
    status?: 403 | 429
  }): void
  /** More writes a minute than this hit it as well; no limit unless set. GitHub's is about 80. */
  setWritesPerMinute(writes: number | undefined): void
}
