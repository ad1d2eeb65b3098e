import { daysAfter, lastDayOfMonth } from '../values/days.ts'
import type { DaySpend, SpendForecast } from './spend-history-schema.ts'

/** The pace is that of so many days before today; today is not over. */
const PACE_DAYS = 7
/** Fewer days with spend say nothing of a month. */
const LEAST_SPENT_DAYS = 3

/**
 * What the month of today comes to if it goes on like the days before. A pace that began lately is taken from its own
 * days alone. `days` holds every day of the month so far and those of the pace, in order; today is the last.
 */
export function forecastMonth(days: readonly DaySpend[]): SpendForecast | null {
  const today = days.at(-1)
  const begin = days.findIndex(({ calls }) => calls > 0)
  if (!today || begin < 0) return null
  const rest = days.slice(begin, -1).slice(-PACE_DAYS)
  const spentDays = rest.filter(({ microUsd }) => microUsd > 0).length
  if (spentDays < LEAST_SPENT_DAYS) return null

  const pace = sum(rest.map(({ microUsd }) => microUsd)) / rest.length
  const month = today.day.slice(0, 7)
  const before = days.slice(0, -1).filter(({ day }) => day.startsWith(month))
  const spent = sum(before.map(({ microUsd }) => microUsd))
  const daysToCome = Number(lastDayOfMonth(today.day).slice(8)) - Number(today.day.slice(8))
  return {
    // Today comes to the pace too, unless it has passed it already.
    microUsd: Math.round(spent + Math.max(today.microUsd, pace) + pace * daysToCome),
    from: rest[0]!.day,
    to: daysAfter(today.day, -1),
    days: rest.length,
    spentDays,
    unpricedCalls: sum(rest.map(({ unpricedCalls }) => unpricedCalls)),
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0)
