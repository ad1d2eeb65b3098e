import { GitHubLimitError } from '@pm-bot/domain'
import { type Headers, rateSnapshot } from './rate-snapshot.ts'

/** What GitHub asks for where it names no time. */
const UNNAMED_SECONDS = 60

/** A 403 or 429 that means “later”; undefined when it means “no”. */
export function limitOf(status: number, headers: Headers, message: string): GitHubLimitError | undefined {
  if (status !== 403 && status !== 429) return undefined
  const limit = (at: number) =>
    new GitHubLimitError(message, new Date(at).toISOString(), rateSnapshot(headers))
  const after = Number(headers['retry-after'])
  if (after > 0) return limit(Date.now() + after * 1000)

  const reset = Number(headers['x-ratelimit-reset'])
  // A second more: the hour ends within the one that is named.
  if (Number(headers['x-ratelimit-remaining'] ?? 1) === 0 && reset > 0) return limit((reset + 1) * 1000)

  if (status === 429 || /\brate limit|\babuse detection/i.test(message))
    return limit(Date.now() + UNNAMED_SECONDS * 1000)
  return undefined
}
