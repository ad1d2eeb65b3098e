import { describe, expect, test } from 'vitest'
import { decideSchedule } from './decide-schedule.ts'
import { evolveSchedule } from './evolve-schedule.ts'
import {
  NEW_SCHEDULE,
  type PermissionTerms,
  type Schedule,
  type ScheduleCommand,
  type ScheduleEvent,
} from './schedule.ts'

const by = 'operator'
const HASH = 'a'.repeat(64)
const at = (time: string) => `2026-01-01T${time}:00.000Z`

/** Commands in turn, told at times that the test chooses. */
function story(facts: Partial<Extract<ScheduleCommand, { type: 'create-schedule' }>> = {}) {
  let schedule: Schedule = NEW_SCHEDULE
  let ids = 0
  const told = {
    get schedule() {
      return schedule
    },
    get last() {
      return schedule.firings.at(-1)
    },
    tell(command: ScheduleCommand, now = at('10:30')): ScheduleEvent[] {
      const events = decideSchedule(schedule, command, { version: 1, now, newId: () => `id-${++ids}` })
      schedule = events.reduce(evolveSchedule, schedule)
      return events
    },
    /** As the timer does. */
    fire: (now: string) => told.tell({ type: 'fire', dueAt: schedule.nextAt! }, now),
    change: (changes: object, now?: string) =>
      told.tell({ type: 'change-schedule', ...changes, ifVersion: null, by }, now),
    proposed: (runId: string, contentHash = HASH, now?: string) =>
      told.tell({ type: 'firing-proposed', runId, contentHash }, now),
  }
  told.tell({
    type: 'create-schedule',
    scheduleId: 'schedule-1',
    workspaceId: 'workspace-1',
    templateId: 'template-1',
    cron: '0 * * * *',
    timeZone: 'UTC',
    catchUp: 'once',
    catchUpMost: 3,
    by,
    ...facts,
  })
  return told
}
const types = (events: ScheduleEvent[]) => events.map(({ type }) => type)
const asked = (events: ScheduleEvent[]) =>
  events.flatMap((event) =>
    event.type === 'firing-asked' ? [`${event.firing.dueAt.slice(11, 16)} ${event.firing.cause}`] : [],
  )
const passedOver = (events: ScheduleEvent[]) =>
  events.flatMap((event) =>
    event.type === 'firings-passed-over'
      ? [`${event.firing.dueAt.slice(11, 16)} ${event.firing.reason}`]
      : [],
  )

describe('a schedule', () => {
  test('fires when it is due, as a run that is always the same', () => {
    const told = story()
    expect(told.schedule.nextAt).toBe(at('11:00'))
    const events = told.fire(at('11:00'))
    expect(asked(events)).toEqual(['11:00 due'])
    expect(events[0]).toMatchObject({
      message: { type: 'propose-scheduled', scheduleId: 'schedule-1', dueAt: at('11:00') },
    })
    expect(told.schedule.nextAt).toBe(at('12:00'))
    const again = story()
    again.fire(at('11:00'))
    expect(again.last?.runId).toBe(told.last?.runId)
    again.fire(at('12:00'))
    expect(again.last?.runId).not.toBe(told.last?.runId)
  })

  test('hears a timer that was moved meanwhile, and does nothing', () => {
    const told = story()
    told.change({ cron: '30 * * * *' })
    expect(told.tell({ type: 'fire', dueAt: at('11:00') }, at('11:00'))).toEqual([])
    expect(told.schedule.nextAt).toBe(at('11:30'))
  })

  test('fires not while it is paused, except by hand, and goes on from now', () => {
    const told = story()
    expect(types(told.change({ status: 'paused' }))).toEqual(['schedule-status-changed', 'firing-scheduled'])
    expect(told.schedule.nextAt).toBeNull()
    expect(told.tell({ type: 'fire', dueAt: at('11:00') }, at('11:00'))).toEqual([])
    expect(asked(told.tell({ type: 'run-schedule', by }, at('11:10')))).toEqual(['11:10 by-hand'])
    told.change({ status: 'active' }, at('15:10'))
    expect(told.schedule.nextAt).toBe(at('16:00'))
  })

  test('says what became of a firing', () => {
    const told = story()
    told.fire(at('11:00'))
    const runId = told.last!.runId!
    told.proposed(runId)
    expect(told.last).toMatchObject({ state: 'proposed', runStatus: 'proposed', grantId: null })
    told.tell({ type: 'run-went', runId, status: 'completed' })
    expect(told.last).toMatchObject({ runStatus: 'completed' })
    told.fire(at('12:00'))
    told.tell({ type: 'firing-skipped', runId: told.last!.runId!, reason: 'shop is disabled.' })
    expect(told.last).toMatchObject({ state: 'skipped', reason: 'shop is disabled.' })
    expect(told.tell({ type: 'run-went', runId: 'another', status: 'failed' })).toEqual([])
    // Told twice is told once.
    expect(told.proposed(runId)).toEqual([])
  })

  test('proposes no more when ten of its runs wait for a decision or their turn', () => {
    const told = story({ cron: '* * * * *' })
    for (let minute = 31; minute <= 40; minute += 1) {
      told.fire(at(`10:${minute}`))
      const runId = told.last!.runId!
      told.proposed(runId)
      if (minute % 2 === 0) told.tell({ type: 'run-went', runId, status: 'approved' })
    }
    const full = told.fire(at('10:41'))
    expect(asked(full)).toEqual([])
    expect(passedOver(full)).toEqual([
      '10:41 10 runs of this schedule wait for your decision or their turn already.',
    ])
    told.tell({ type: 'run-went', runId: told.schedule.firings[0]!.runId!, status: 'running' })
    expect(asked(told.fire(at('10:42')))).toEqual(['10:42 due'])
  })

  test('remembers the last ones, and those that wait', () => {
    const told = story({ cron: '* * * * *' })
    for (let minute = 31; minute <= 59; minute += 1) {
      told.fire(at(`10:${minute}`))
      const runId = told.last!.runId!
      told.proposed(runId)
      if (minute > 31) told.tell({ type: 'run-went', runId, status: 'rejected' })
    }
    expect(told.schedule.firings.map(({ dueAt }) => dueAt.slice(14, 16))).toHaveLength(21)
    expect(told.schedule.firings[0]).toMatchObject({ dueAt: at('10:31'), runStatus: 'proposed' })
  })

  test('is there no more when it is removed', () => {
    const told = story()
    told.tell({ type: 'remove-schedule', ifVersion: null, by })
    expect(told.schedule.nextAt).toBeNull()
    expect(told.tell({ type: 'fire', dueAt: at('11:00') }, at('11:00'))).toEqual([])
    expect(() => told.change({ status: 'paused' })).toThrow(/no such schedule/)
    expect(() => told.tell({ type: 'run-schedule', by })).toThrow(/no such schedule/)
  })

  test('refuses what cannot be understood and whoever saw an older one', () => {
    expect(() => story({ cron: '61 * * * *' })).toThrow(/minute/)
    const told = story()
    expect(() => told.change({ timeZone: 'Mars/Olympus' })).toThrow(/no time zone/)
    expect(() => told.tell({ type: 'change-schedule', status: 'paused', ifVersion: 9, by })).toThrow(
      /version/,
    )
  })
})

describe('what was missed while nothing ran', () => {
  const down = 'pm-bot was not running then.'
  test('skip: only what is due about now', () => {
    const told = story({ catchUp: 'skip' })
    const late = told.fire(at('14:20'))
    expect(asked(late)).toEqual([])
    expect(passedOver(late)).toEqual([`14:00 4 times were missed, the last of them this one: ${down}`])
    expect(asked(told.fire(at('15:04')))).toEqual(['15:00 due'])
  })

  test('once: the last one', () => {
    const told = story({ catchUp: 'once' })
    const late = told.fire(at('14:20'))
    expect(asked(late)).toEqual(['14:00 caught-up'])
    expect(passedOver(late)).toEqual([`13:00 3 times were missed, the last of them this one: ${down}`])
    expect(told.schedule.nextAt).toBe(at('15:00'))
  })

  test('all: each, up to a limit', () => {
    const told = story({ catchUp: 'all', catchUpMost: 3 })
    const late = told.fire(at('14:02'))
    expect(asked(late)).toEqual(['12:00 caught-up', '13:00 caught-up', '14:00 due'])
    expect(passedOver(late)).toEqual([`11:00 It was missed: ${down}`])
  })

  test('a year of minutes costs no more than a hundred', () => {
    const told = story({ catchUp: 'once', cron: '* * * * *' })
    const late = told.tell({ type: 'fire', dueAt: told.schedule.nextAt! }, '2027-01-01T00:00:30.000Z')
    expect(asked(late)).toEqual(['00:00 due'])
    expect(passedOver(late)).toEqual([
      `23:59 99 or more times were missed, the last of them this one: ${down}`,
    ])
    expect(told.schedule.nextAt).toBe('2027-01-01T00:01:00.000Z')
  })
})

describe('a permission', () => {
  const terms = (more: Partial<PermissionTerms> = {}): PermissionTerms => ({
    contentHash: HASH,
    until: null,
    uses: 2,
    ...more,
  })
  const permitted = (more?: Partial<PermissionTerms>) => story({ permission: terms(more) })
  /** Fires, and hears that its run is proposed. */
  const fired = (told: ReturnType<typeof story>, now: string, hash = HASH) => {
    told.fire(now)
    return told.proposed(told.last!.runId!, hash, now)
  }
  const WAITS = ['firing-proposed']
  const STARTS = ['firing-proposed', 'permission-used', 'start-released']

  test('starts exactly this content, so many times, and each is counted', () => {
    const told = permitted()
    const first = fired(told, at('11:00'))
    expect(types(first)).toEqual(STARTS)
    const { grantId } = told.schedule.permission!
    expect(first.at(-1)).toMatchObject({
      runId: told.last!.runId,
      message: { type: 'release-start', scheduleId: 'schedule-1', contentHash: HASH, grantId },
    })
    expect(first[1]).toMatchObject({ by: `grant:${grantId}` })
    expect(told.last).toMatchObject({ grantId })
    expect(told.schedule.permission).toMatchObject({ uses: 1, usesLeft: 1 })
    expect(types(fired(told, at('12:00')))).toEqual([...STARTS, 'permission-ended'])
    expect(told.schedule.permission).toMatchObject({ uses: 2, usesLeft: 0, ended: { because: 'used-up' } })
    expect(types(fired(told, at('13:00')))).toEqual(WAITS)
    expect(told.last).toMatchObject({ reason: 'It waits for you: its permission is used up.' })
  })

  test('is void when the template has changed', () => {
    const told = permitted()
    expect(types(fired(told, at('11:00'), 'b'.repeat(64)))).toEqual([...WAITS, 'permission-ended'])
    // Also when it is changed back.
    expect(types(fired(told, at('12:00')))).toEqual(WAITS)
    expect(told.last).toMatchObject({
      reason: 'It waits for you: its template has changed since it was permitted.',
    })
  })

  test('holds until its date', () => {
    const told = permitted({ until: at('11:30'), uses: null })
    expect(types(fired(told, at('11:00')))).toEqual(STARTS)
    expect(types(fired(told, at('12:00')))).toEqual([...WAITS, 'permission-ended'])
    expect(told.schedule.permission?.ended).toEqual({ at: at('12:00'), because: 'expired' })
  })

  test('is taken back with one key, also by removing the schedule', () => {
    const told = permitted()
    told.change({ permission: null })
    expect(told.schedule).toMatchObject({ release: 'by-hand', permission: { ended: { because: 'revoked' } } })
    expect(types(fired(told, at('11:00')))).toEqual(WAITS)
    const gone = permitted()
    gone.fire(at('11:00'))
    gone.tell({ type: 'remove-schedule', ifVersion: null, by })
    expect(types(gone.proposed(gone.last!.runId!))).toEqual(WAITS)
  })

  test('is replaced by another', () => {
    const told = permitted({ uses: 1 })
    const former = told.schedule.permission!.grantId
    expect(types(told.change({ permission: terms() }))).toEqual(['permission-ended', 'permission-given'])
    expect(told.schedule.permission).toMatchObject({ usesLeft: 2, ended: null })
    expect(told.schedule.permission!.grantId).not.toBe(former)
    expect(told.schedule.release).toBe('by-grant')
  })

  test('needs an end that is still to come', () => {
    const told = story()
    expect(() => told.change({ permission: terms({ uses: null }) })).toThrow(/needs an end/)
    expect(() => told.change({ permission: terms({ until: at('10:29') }) })).toThrow(/has passed/)
  })

  test('without one, everything waits', () => {
    expect(types(fired(story(), at('11:00')))).toEqual(WAITS)
  })
})
