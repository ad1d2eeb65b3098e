import { assertVersion } from '../actor/assert-version.ts'
import type { RuleContext } from '../run/decide-run.ts'
import { DomainError } from '../values/errors.ts'
import { checkCronRule } from './cron-times.ts'
import { fireByHand, fireDue, firesNext } from './fire-schedule.ts'
import type { Schedule, ScheduleCommand, ScheduleEvent } from './schedule.ts'
import { endPermission, givePermission, releaseOrWait } from './schedule-permission-rules.ts'

/** @throws DomainError when a rule refuses the command */
export function decideSchedule(
  schedule: Schedule,
  command: ScheduleCommand,
  context: RuleContext,
): ScheduleEvent[] {
  switch (command.type) {
    case 'create-schedule': {
      if (schedule.scheduleId !== '')
        throw new DomainError('transition_refused', 'this schedule was made before')
      const { type: _, permission, ...facts } = command
      checkCronRule(facts, context.now)
      return [
        { type: 'schedule-created', ...facts },
        ...(permission ? givePermission(schedule, permission, facts.by, context) : []),
        firesNext(facts, context),
      ]
    }
    case 'change-schedule':
      return change(schedule, command, context)
    case 'remove-schedule': {
      assertThere(schedule)
      assertVersion('schedule', schedule.version, command.ifVersion)
      const { by } = command
      return [
        { type: 'schedule-status-changed', to: 'removed', by },
        ...endPermission(schedule, 'revoked', by, context),
        { type: 'firing-scheduled', dueAt: null },
      ]
    }
    case 'run-schedule':
      assertThere(schedule)
      return [fireByHand(schedule, command.by, context)]
    case 'fire':
      return fireDue(schedule, command.dueAt, context)
    case 'firing-proposed':
      if (!isAsked(schedule, command.runId)) return []
      return releaseOrWait(schedule, command.runId, command.contentHash, context)
    case 'firing-skipped':
      return isAsked(schedule, command.runId) ? [command] : []
    case 'run-went':
      return schedule.firings.some(({ runId }) => runId === command.runId) ? [command] : []
  }
}

function change(
  schedule: Schedule,
  command: Extract<ScheduleCommand, { type: 'change-schedule' }>,
  context: RuleContext,
): ScheduleEvent[] {
  assertThere(schedule)
  assertVersion('schedule', schedule.version, command.ifVersion)
  const { status = schedule.status, permission, by } = command
  const { cron, timeZone, catchUp, catchUpMost } = { ...schedule, ...command }
  const facts = { cron, timeZone, catchUp, catchUpMost }
  const events: ScheduleEvent[] = []
  const isMoved = cron !== schedule.cron || timeZone !== schedule.timeZone
  if (isMoved) checkCronRule(facts, context.now)
  if (isMoved || catchUp !== schedule.catchUp || catchUpMost !== schedule.catchUpMost) {
    events.push({ type: 'schedule-changed', ...facts, by })
  }
  if (permission === null) events.push(...endPermission(schedule, 'revoked', by, context))
  else if (permission) events.push(...givePermission(schedule, permission, by, context))
  const isTurned = status !== schedule.status
  if (isTurned) events.push({ type: 'schedule-status-changed', to: status, by })
  if (status === 'paused') {
    if (isTurned) events.push({ type: 'firing-scheduled', dueAt: null })
  } else if (isMoved || isTurned) {
    events.push(firesNext(facts, context))
  }
  return events
}

function assertThere({ status }: Schedule): void {
  if (status === 'removed') throw new DomainError('not_found', 'there is no such schedule')
}

const isAsked = ({ firings }: Schedule, runId: string): boolean =>
  firings.some((firing) => firing.runId === runId && firing.state === 'asked')
