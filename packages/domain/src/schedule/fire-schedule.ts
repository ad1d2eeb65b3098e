import type { RuleContext } from '../run/decide-run.ts'
import { stableId } from '../values/stable-id.ts'
import { type CronRule, nextTimes, timesBetween } from './cron-times.ts'
import type { Firing, Schedule, ScheduleEvent } from './schedule.ts'

/** So late, a firing counts as one that was missed: longer than any restart takes. */
const PUNCTUAL_MS = 5 * 60 * 1000
/** So many of a schedule's runs wait for a person or their turn at most: nothing must pile up over a holiday, or while all is paused. */
const MOST_WAITING = 10
/** Missed times are counted up to here. */
const MOST_COUNTED = 100

/** Its timer has come, perhaps late: what was due since then is made up for as its policy says. */
export function fireDue(schedule: Schedule, dueAt: string, context: RuleContext): ScheduleEvent[] {
  // A timer that was moved or removed may have been on its way.
  if (schedule.status !== 'active' || schedule.nextAt !== dueAt) return []
  const { now } = context
  const due = timesBetween(schedule, dueAt, now, MOST_COUNTED)
  const policed = due.slice(due.length - howMany(schedule, due, now))
  const room = Math.max(0, MOST_WAITING - schedule.firings.filter(waits).length)
  const fired = policed.slice(0, room)
  return [
    ...passOver(
      due.slice(0, due.length - policed.length),
      (times) => missed(times.length, due.length === MOST_COUNTED),
      now,
    ),
    ...fired.flatMap((at) => {
      const cause = isPunctual(at, now) ? 'due' : 'caught-up'
      // The same time is the same run, however often its timer is heard.
      const runId = stableId(schedule.scheduleId, at)
      if (schedule.firings.some((firing) => firing.runId === runId)) return []
      return [ask(schedule, { runId, dueAt: at, cause }, now, null)]
    }),
    ...passOver(policed.slice(room), () => FULL, now),
    firesNext(schedule, context),
  ]
}

/** Now, as a run of its own. */
export const fireByHand = (schedule: Schedule, by: string, { now, newId }: RuleContext): ScheduleEvent =>
  ask(schedule, { runId: newId(), dueAt: now, cause: 'by-hand' }, now, by)

export const firesNext = (rule: CronRule, { now }: RuleContext): ScheduleEvent => ({
  type: 'firing-scheduled',
  dueAt: nextTimes(rule, now, 1)[0] ?? null,
})

/** How many of the times that were due, counted from the last, are fired. */
function howMany({ catchUp, catchUpMost }: Schedule, due: readonly string[], now: string): number {
  const last = due.at(-1)
  if (last === undefined) return 0
  switch (catchUp) {
    case 'skip':
      return isPunctual(last, now) ? 1 : 0
    case 'once':
      return 1
    case 'all':
      return Math.min(catchUpMost, due.length)
  }
}

const isPunctual = (at: string, now: string): boolean => Date.parse(now) - Date.parse(at) <= PUNCTUAL_MS

const waits = ({ state, runStatus }: Firing): boolean =>
  state === 'asked' || (state === 'proposed' && [null, 'proposed', 'approved'].includes(runStatus))

function ask(
  { scheduleId }: Schedule,
  what: Pick<Firing, 'dueAt' | 'cause'> & { runId: string },
  at: string,
  by: string | null,
): ScheduleEvent {
  const { runId, dueAt } = what
  const firing: Firing = { ...what, state: 'asked', reason: null, grantId: null, runStatus: null, at }
  return {
    type: 'firing-asked',
    firing,
    message: { type: 'propose-scheduled', scheduleId, runId, dueAt },
    by,
  }
}

function passOver(
  times: readonly string[],
  reasonOf: (times: readonly string[]) => string,
  at: string,
): ScheduleEvent[] {
  const dueAt = times.at(-1)
  if (dueAt === undefined) return []
  const reason = reasonOf(times)
  return [
    {
      type: 'firings-passed-over',
      firing: {
        runId: null,
        dueAt,
        cause: 'due',
        state: 'skipped',
        reason,
        grantId: null,
        runStatus: null,
        at,
      },
    },
  ]
}

function missed(count: number, orMore: boolean): string {
  if (count === 1) return 'It was missed: pm-bot was not running then.'
  const many = orMore ? `${count} or more` : String(count)
  return `${many} times were missed, the last of them this one: pm-bot was not running then.`
}

const FULL = `${MOST_WAITING} runs of this schedule wait for your decision or their turn already.`
