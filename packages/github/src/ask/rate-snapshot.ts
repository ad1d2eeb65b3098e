import type { RateSnapshot } from '@pm-bot/domain'

export type Headers = Readonly<Record<string, string | number | undefined>>

/** Searches and the like have quotas of their own, which are nobody's concern. */
export function rateSnapshot(headers: Headers): RateSnapshot | null {
  const resource = headers['x-ratelimit-resource']
  if (resource !== undefined && resource !== 'core') return null
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
    Number(headers[`x-ratelimit-${name}`] ?? Number.NaN),
  )
  if (!isCount(limit) || !isCount(remaining) || !isCount(reset)) return null
  return {
    limit,
    remaining,
    resetAt: new Date(reset * 1000).toISOString(),
    at: new Date().toISOString(),
  }
}

const isCount = (value: number | undefined): value is number =>
  value !== undefined && Number.isSafeInteger(value) && value >= 0 && value < 1e11
