import type { Limits, Quota, QuotaOwner } from '../contract/limits.ts'
import { ApiError } from '../rest/api-error.ts'
import { createSecondaryLimits } from './secondary-limits.ts'

const ANONYMOUS_LIMIT = 60
const LIMIT = 5000
const WINDOW_MS = 3_600_000

export interface QuotaBook {
  limits: Limits
  /** Spends one; throws the refusal where a limit is hit, which spends nothing. */
  spend(owner: QuotaOwner, isWrite: boolean): void
  /** An authorised answer of 304 costs nothing. */
  refund(owner: QuotaOwner): void
  headers(owner: QuotaOwner): Record<string, string>
  quota(owner: QuotaOwner): { limit: number; used: number; remaining: number; reset: number }
}

interface Kept {
  limit: number
  used: number
  resetAt: number
}

export function createQuotaBook(): QuotaBook {
  const kept = new Map<QuotaOwner, Kept>()
  const secondary = createSecondaryLimits()
  let primaryStatus = 403

  const of = (owner: QuotaOwner): Kept => {
    const known = kept.get(owner)
    if (known && known.resetAt > Date.now()) return known
    const limit = known?.limit ?? (owner === 'anonymous' ? ANONYMOUS_LIMIT : LIMIT)
    const fresh = { limit, used: 0, resetAt: Date.now() + WINDOW_MS }
    kept.set(owner, fresh)
    return fresh
  }
  const quota = (owner: QuotaOwner) => {
    const { limit, used, resetAt } = of(owner)
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.floor(resetAt / 1000) }
  }
  const headers = (owner: QuotaOwner) => {
    const { limit, used, remaining, reset } = quota(owner)
    return {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String(reset),
      'x-ratelimit-used': String(used),
      'x-ratelimit-resource': 'core',
    }
  }

  return {
    limits: {
      quota(owner): Quota {
        const { limit, used, remaining } = quota(owner)
        return { limit, used, remaining, resetAt: new Date(of(owner).resetAt).toISOString() }
      },
      setQuota(owner, { limit, remaining, resetAt }) {
        const one = of(owner)
        if (limit !== undefined) one.limit = limit
        if (remaining !== undefined) one.used = one.limit - remaining
        if (resetAt !== undefined) one.resetAt = Date.parse(resetAt)
      },
      setPrimaryStatus(status) {
        primaryStatus = status
      },
      ...secondary.limits,
    },
    spend(owner, isWrite) {
      secondary.assertBelow(owner, isWrite)
      if (quota(owner).remaining <= 0)
        throw new ApiError(primaryStatus, exceeded(owner), { documentation_url: LIMIT_PAGE })
      of(owner).used += 1
    },
    refund(owner) {
      of(owner).used -= 1
    },
    headers,
    quota,
  }
}

const LIMIT_PAGE = 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api'

function exceeded(owner: QuotaOwner): string {
  return owner === 'anonymous'
    ? "API rate limit exceeded for 127.0.0.1. (But here's the good news: Authenticated requests get a higher rate limit. Check out the documentation for more details.)"
    : `API rate limit exceeded for ${owner}. If you reach out to GitHub Support for help, please include the request ID.`
}
