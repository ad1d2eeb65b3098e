import type { Risk } from '../inbox/inbox.ts'
import type { Notifier, WaitingNotice } from './notifier.ts'
import { quietUntil } from './quiet-hours.ts'

type Times = Pick<Notifier, 'quietHours' | 'digestMinutes'>

/** The first moment from this one on at which something of this risk may be said. */
export function notQuiet({ quietHours }: Pick<Times, 'quietHours'>, risk: Risk, at: string): string {
  if (!quietHours || (risk === 'high' && quietHours.exceptHighRisk)) return at
  return quietUntil(quietHours, at) ?? at
}

/** When a notice that came then is said. */
export const whenDue = (notifier: Times, risk: Risk, since: string): string =>
  notQuiet(notifier, risk, later(since, notifier.digestMinutes))

/** What is said now: all that is due, and with it what would follow within the same bundle. */
export function saidNow(
  { waiting, digestMinutes }: Pick<Notifier, 'waiting' | 'digestMinutes'>,
  now: string,
) {
  if (!waiting.some(({ dueAt }) => isBy(dueAt, now))) return []
  const horizon = later(now, digestMinutes)
  return waiting.filter(({ dueAt }) => isBy(dueAt, horizon))
}

export const firstDue = (waiting: readonly WaitingNotice[]): string | null =>
  waiting.reduce<string | null>(
    (first, { dueAt }) => (first === null || !isBy(first, dueAt) ? dueAt : first),
    null,
  )

export const isBy = (time: string, end: string): boolean => Date.parse(time) <= Date.parse(end)

export const later = (time: string, minutes: number): string =>
  new Date(Date.parse(time) + minutes * 60_000).toISOString()
