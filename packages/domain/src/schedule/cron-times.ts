import { Cron } from 'croner'
import { DomainError } from '../values/errors.ts'

/** When something is due: five fields of cron, read in a time zone of the IANA list. */
export interface CronRule {
  cron: string
  timeZone: string
}

/**
 * Five fields and nothing that stands for the moment at which it is read. A day on which the clocks change: a time that
 * does not come is due when the clocks have gone on, one that comes twice is due at the first; what is due every so
 * many minutes is due as often as they pass.
 */
export const CRON_PATTERN = '^[0-9A-Za-z*,/#\\-]+( [0-9A-Za-z*,/#\\-]+){4}$'
export const TIME_ZONE_PATTERN = '^[A-Za-z][A-Za-z0-9_+\\-]*(/[A-Za-z0-9_+\\-]+){0,2}$'

/** @throws DomainError when it is not understood, or never comes */
export function checkCronRule(rule: CronRule, now: string): void {
  assertTimeZone(rule.timeZone)
  if (!new RegExp(CRON_PATTERN).test(rule.cron)) {
    throw invalid('cron', 'needs five fields: minute, hour, day, month and day of the week, e.g. 0 6 * * 1-5')
  }
  try {
    open(rule)
  } catch (error) {
    throw invalid('cron', `is not understood: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (nextTimes(rule, now, 1).length === 0) throw invalid('cron', 'names a time that never comes')
}

/** @throws DomainError */
export function assertTimeZone(timeZone: string): void {
  if (new RegExp(TIME_ZONE_PATTERN).test(timeZone) && isTimeZone(timeZone)) return
  throw invalid('timeZone', `“${timeZone}” is no time zone; write one like Europe/Berlin or UTC`)
}

/** The next times after this one, soonest first. */
export const nextTimes = (rule: CronRule, after: string, count: number): string[] =>
  open(rule)
    .nextRuns(count, new Date(after))
    .map((time) => time.toISOString())

/** The last times from `from` to `to`, both included, oldest first. */
export function timesBetween(rule: CronRule, from: string, to: string, atMost: number): string[] {
  const end = Date.parse(to)
  // Before the next full second: what is due at this one counts.
  return open(rule)
    .previousRuns(atMost, new Date(Math.floor(end / 1000) * 1000 + 1000))
    .filter((time) => time.getTime() >= Date.parse(from) && time.getTime() <= end)
    .map((time) => time.toISOString())
    .sort()
}

const open = ({ cron, timeZone }: CronRule): Cron =>
  new Cron(cron, { timezone: timeZone, mode: '5-part', fixedTimeRule: 'no-wildcard', paused: true })

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const invalid = (path: string, message: string) =>
  new DomainError('invalid_spec', `“${path}” ${message}`, { errors: [{ in: 'body', path, message }] })
