import type { Limits, QuotaOwner } from '../contract/limits.ts'
import { ApiError } from '../rest/api-error.ts'

const PAGE =
  'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits'
const MINUTE_MS = 60_000

interface Hit {
  owner: QuotaOwner | undefined
  left: number
  retryAfterSeconds: number
  status: 403 | 429
}

export interface SecondaryLimits {
  limits: Pick<Limits, 'hitSecondary' | 'setWritesPerMinute'>
  assertBelow(owner: QuotaOwner, isWrite: boolean): void
}

export function createSecondaryLimits(): SecondaryLimits {
  const hits: Hit[] = []
  const written = new Map<QuotaOwner, number[]>()
  let writesPerMinute: number | undefined

  const assertSlow = (owner: QuotaOwner) => {
    const now = Date.now()
    const recent = (written.get(owner) ?? []).filter((at) => at > now - MINUTE_MS)
    written.set(owner, recent)
    if (writesPerMinute !== undefined && recent.length >= writesPerMinute) throw refusal(403, 60)
    recent.push(now)
  }

  return {
    limits: {
      hitSecondary({ owner, requests, retryAfterSeconds = 60, status = 403 }) {
        hits.push({ owner, left: requests, retryAfterSeconds, status })
      },
      setWritesPerMinute(writes) {
        writesPerMinute = writes
      },
    },
    assertBelow(owner, isWrite) {
      const hit = hits.find(({ owner: whose, left }) => left > 0 && (whose === undefined || whose === owner))
      if (hit) {
        hit.left -= 1
        throw refusal(hit.status, hit.retryAfterSeconds)
      }
      if (isWrite) assertSlow(owner)
    },
  }
}

function refusal(status: 403 | 429, retryAfterSeconds: number): ApiError {
  return new ApiError(
    status,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.',
    { documentation_url: PAGE, headers: { 'retry-after': String(retryAfterSeconds) } },
  )
}
