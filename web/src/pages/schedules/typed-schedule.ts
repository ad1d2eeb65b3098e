import type { CatchUp, ScheduleView } from '@pm-bot/domain'

/** What stands in the form. */
export interface TypedSchedule {
  cron: string
  timeZone: string
  catchUp: CatchUp
  catchUpMost: string
  /** Whether its runs start without being asked. */
  isPermitted: boolean
  /** Empty: any number, until the day. */
  uses: string
  /** A day in the operator's time; empty: until it is used up. */
  untilDay: string
}

export const CATCH_UP_WORDS: Record<CatchUp, string> = {
  skip: 'Skip them',
  once: 'Make up for the last one',
  all: 'Make up for each of the last few',
}

/** Of a new schedule, in the time zone of whoever looks. */
export const newSchedule = (timeZone: string): TypedSchedule => ({
  cron: '0 6 * * 1-5',
  timeZone,
  catchUp: 'once',
  catchUpMost: '3',
  isPermitted: false,
  uses: '10',
  untilDay: '',
})

export const scheduleAsTyped = ({ cron, timeZone, catchUp, catchUpMost }: ScheduleView): TypedSchedule => ({
  ...newSchedule(timeZone),
  cron,
  catchUp,
  catchUpMost: String(catchUpMost),
})

/** What is sent, or what is wrong with the form. `contentHash` is of the template that the operator saw. */
export function scheduleOf(typed: TypedSchedule, contentHash: string, now: number) {
  const catchUpMost = Number(typed.catchUpMost)
  if (!(Number.isInteger(catchUpMost) && catchUpMost >= 1 && catchUpMost <= 10))
    return { problem: 'At most how many are made up for is a whole number from 1 to 10.' }
  const rule = {
    cron: typed.cron.trim().replace(/\s+/g, ' '),
    timeZone: typed.timeZone.trim(),
    catchUp: typed.catchUp,
    catchUpMost,
  }
  if (!typed.isPermitted) return { body: rule }
  const uses = typed.uses.trim() === '' ? null : Number(typed.uses)
  if (uses !== null && !(Number.isInteger(uses) && uses >= 1 && uses <= 10_000))
    return { problem: 'How many starts are permitted is a whole number from 1 to 10,000, or empty.' }
  const until = typed.untilDay === '' ? null : new Date(`${typed.untilDay}T23:59:59`)
  if (until && !(until.getTime() > now)) return { problem: 'Choose a day that is not over, or none.' }
  if (uses === null && until === null)
    return { problem: 'Say how many starts are permitted, or until when: it must end somewhere.' }
  const permission = { contentHash, uses, until: until?.toISOString() ?? null }
  return { body: { ...rule, release: 'by-grant' as const, permission } }
}
