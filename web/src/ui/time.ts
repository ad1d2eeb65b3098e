const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long ago, as short as a list has room for: `now`, `12 min`, `3 h`, `5 d`. */
export function ago(iso: string, now: number): string {
  const passed = now - Date.parse(iso)
  if (Number.isNaN(passed)) return ''
  if (passed < MINUTE) return 'now'
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min`
  if (passed < 2 * DAY) return `${Math.floor(passed / HOUR)} h`
  return `${Math.floor(passed / DAY)} d`
}

/** The same for what is watched by the second: `4 s`, `12 min`. */
export function agoBySecond(iso: string, now: number): string {
  const passed = now - Date.parse(iso)
  return passed < MINUTE ? `${Math.max(0, Math.floor(passed / 1000))} s` : ago(iso, now)
}

/** How long until then: `in 12 s`, `in 3 min`, `in 5 h`, `now`. */
export function inTime(iso: string, now: number): string {
  const left = Date.parse(iso) - now
  if (!(left > 0)) return 'now'
  if (left < 2 * MINUTE) return `in ${Math.ceil(left / 1000)} s`
  return left < 2 * HOUR ? `in ${Math.round(left / MINUTE)} min` : `in ${Math.round(left / HOUR)} h`
}

export function duration(ms: number): string {
  if (ms < 950) return `${Math.max(0, Math.round(ms))} ms`
  if (ms < MINUTE) return `${(ms / 1000).toFixed(ms < 9950 ? 1 : 0)} s`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min ${Math.floor((ms % MINUTE) / 1000)} s`
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h ${Math.floor((ms % HOUR) / MINUTE)} min`
  return `${Math.floor(ms / DAY)} d ${Math.floor((ms % DAY) / HOUR)} h`
}

const dayTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
const wholeDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })
const clockTime = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })

export const exactTime = (iso: string) => dayTime.format(new Date(iso))
export const day = (iso: string) => wholeDay.format(new Date(iso))
export const clock = (iso: string) => clockTime.format(new Date(iso))

export function bytes(count: number): string {
  if (count < 1000) return `${count} B`
  if (count < 1_000_000) return `${(count / 1000).toFixed(1)} kB`
  return `${(count / 1_000_000).toFixed(1)} MB`
}

const grouped = new Intl.NumberFormat()

/** `12,345`, as the operator's language writes it. */
export const number = (count: number): string => grouped.format(count)

export const plural = (count: number, one: string, many = `${one}s`) =>
  `${number(count)} ${count === 1 ? one : many}`
