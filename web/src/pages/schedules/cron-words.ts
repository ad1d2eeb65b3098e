const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** Common rules of cron as a person says them; undefined for the others, whose next times say it. */
export function cronInWords(cron: string): string | undefined {
  const [minute = '', hour = '', day, month, weekday = ''] = cron.trim().split(/\s+/)
  if (day !== '*' || month !== '*') return undefined
  const every = /^\*\/(\d{1,2})$/.exec(minute)?.[1]
  if (hour === '*' && weekday === '*') {
    if (every) return `every ${every} minutes`
    return /^\d{1,2}$/.test(minute) ? `every hour, at ${two(minute)} past` : undefined
  }
  if (!/^\d{1,2}$/.test(minute) || !/^\d{1,2}$/.test(hour)) return undefined
  const at = `at ${two(hour)}:${two(minute)}`
  if (weekday === '*') return `every day ${at}`
  if (weekday === '1-5') return `Monday to Friday ${at}`
  const name = /^[0-7]$/.test(weekday) ? DAYS[Number(weekday) % 7] : undefined
  return name && `every ${name} ${at}`
}

const two = (number: string) => number.padStart(2, '0')
