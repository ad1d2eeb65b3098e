import type { Firing, Schedule, ScheduleEvent, StartPermission } from './schedule.ts'

/** So many firings are remembered, and those that wait for a person besides. */
const REMEMBERED = 20

export function evolveSchedule(schedule: Schedule, event: ScheduleEvent): Schedule {
  const withFiring = (which: string, change: Partial<Firing>): Schedule => ({
    ...schedule,
    firings: schedule.firings.map((firing) => (firing.runId === which ? { ...firing, ...change } : firing)),
  })
  const withPermission = (change: (permission: StartPermission) => Partial<StartPermission>): Schedule => {
    const { permission } = schedule
    return permission
      ? { ...schedule, permission: { ...permission, ...change(permission) } }
      : { ...schedule, permission }
  }
  switch (event.type) {
    case 'schedule-created': {
      const { type: _, by: _by, ...facts } = event
      return { ...schedule, ...facts, status: 'active' }
    }
    case 'schedule-changed': {
      const { cron, timeZone, catchUp, catchUpMost } = event
      return { ...schedule, cron, timeZone, catchUp, catchUpMost }
    }
    case 'schedule-status-changed':
      return { ...schedule, status: event.to }
    case 'firing-scheduled':
      return { ...schedule, nextAt: event.dueAt }
    case 'permission-given':
      return { ...schedule, release: 'by-grant', permission: event.permission }
    case 'permission-used': {
      const used = withPermission(({ uses, usesLeft }) => ({
        uses: uses + 1,
        usesLeft: usesLeft === null ? null : usesLeft - 1,
      }))
      const firings = used.firings.map((firing) =>
        firing.runId === event.runId ? { ...firing, grantId: event.grantId } : firing,
      )
      return { ...used, firings }
    }
    case 'permission-ended': {
      const { at, because } = event
      const ended = withPermission(() => ({ ended: { at, because } }))
      return because === 'revoked' ? { ...ended, release: 'by-hand' } : ended
    }
    case 'firing-asked':
      return { ...schedule, firings: remembered([...schedule.firings, event.firing]) }
    case 'firings-passed-over':
      return { ...schedule, firings: remembered([...schedule.firings, event.firing]) }
    case 'firing-proposed':
      return withFiring(event.runId, { state: 'proposed', runStatus: 'proposed', reason: event.reason })
    case 'firing-skipped':
      return withFiring(event.runId, { state: 'skipped', reason: event.reason })
    case 'run-went':
      return withFiring(event.runId, { runStatus: event.status })
    case 'start-released':
    case 'command-refused':
      return schedule
  }
}

const remembered = (firings: Firing[]): Firing[] => {
  const from = firings.length - REMEMBERED
  return firings.filter((firing, at) => at >= from || mayChange(firing))
}

const mayChange = ({ state, runStatus }: Firing): boolean =>
  state === 'asked' || (state === 'proposed' && runStatus === 'proposed')

/** What a caller saw still stands after a firing: only these make it stale. */
export function isChangeOfSchedule(event: ScheduleEvent): boolean {
  switch (event.type) {
    case 'schedule-created':
    case 'schedule-changed':
    case 'schedule-status-changed':
    case 'permission-given':
      return true
    case 'permission-ended':
      return event.by !== null
    default:
      return false
  }
}
