import { nextTimes } from '../schedule/cron-times.ts'

/** When nothing is said, every day, in a time zone of the IANA list. */
export interface QuietHours {
  /** `22:00` */
  from: string
  to: string
  timeZone: string
  /** What has high risk is said all the same. */
  exceptHighRisk: boolean
}

/**
 * When the quiet ends that this time falls into; null when it falls into none. It is quiet when the next end comes
 * before the next begin: so each comes once on a day on which the clocks change, whatever hour is left out or repeated.
 */
export function quietUntil({ from, to, timeZone }: QuietHours, at: string): string | null {
  const next = (time: string) => nextTimes({ cron: cronOf(time), timeZone }, at, 1)[0]!
  const end = next(to)
  return Date.parse(end) < Date.parse(next(from)) ? end : null
}

const cronOf = (time: string): string => {
  const [hour, minute] = time.split(':').map(Number)
  return `${minute} ${hour} * * *`
}
