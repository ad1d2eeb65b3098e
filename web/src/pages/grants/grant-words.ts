import type { GrantView } from '@pm-bot/domain'
import { exactTime, plural } from '../../ui/time.ts'

/** How often it may be used, in few words. */
export function usesInWords({ uses, usesLeft }: Pick<GrantView, 'uses' | 'usesLeft'>): string {
  if (usesLeft === null) return 'any number of times'
  if (usesLeft === 0) return `all ${plural(uses, 'use')} used up`
  return `${usesLeft} of ${plural(uses + usesLeft, 'use')} left`
}

/** Until when it stands, in few words. One for a run ends with it. */
export function untilInWords({ until, runId }: Pick<GrantView, 'until' | 'runId'>): string {
  if (until !== null) return `until ${exactTime(until)}`
  return runId === null ? 'until you revoke it' : 'until the run ends'
}

/** Why it may be used no more; undefined while it may. */
export function endInWords({
  active,
  revokedAt,
  endedAt,
  usesLeft,
  until,
}: Pick<GrantView, 'active' | 'revokedAt' | 'endedAt' | 'usesLeft' | 'until'>): string | undefined {
  if (active) return undefined
  if (revokedAt !== null) return 'Revoked'
  if (usesLeft === 0) return 'Used up'
  if (until !== null && endedAt !== null && endedAt >= until) return 'Expired'
  return 'Ended with its run'
}
