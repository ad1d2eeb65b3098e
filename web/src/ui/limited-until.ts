import type { GitHubView } from '@pm-bot/domain'

/** Until when GitHub answers no request, by its own words; undefined when it may be asked. */
export function limitedUntil(
  { connection, error }: Pick<GitHubView, 'connection' | 'error'>,
  nowMs: number,
): string | undefined {
  const rate = connection?.rate
  const times = [rate?.remaining === 0 ? rate.resetAt : null, error?.until ?? null]
  return times
    .filter((time) => time !== null)
    .filter((time) => Date.parse(time) > nowMs)
    .sort()
    .at(-1)
}
