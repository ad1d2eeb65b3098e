const DAY_MS = 24 * 60 * 60_000

/** A day of UTC, as `2026-11-26`, so many days later; earlier where the number is below 0. */
export const daysAfter = (day: string, days: number): string => dayAt(Date.parse(day) + days * DAY_MS)

export const firstDayOfMonth = (day: string): string => `${day.slice(0, 7)}-01`

/** The day before the first of the next month. */
export const lastDayOfMonth = (day: string): string =>
  dayAt(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0))

/** Every day from one to another, both included. */
export function daysFrom(first: string, last: string): string[] {
  const count = Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1
  return Array.from({ length: Math.max(0, count) }, (_, at) => daysAfter(first, at))
}

const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
