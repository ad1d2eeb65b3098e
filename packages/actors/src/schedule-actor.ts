import {
  decideSchedule,
  evolveSchedule,
  isChangeOfSchedule,
  NEW_SCHEDULE,
  type Schedule,
  type ScheduleCommand,
  type ScheduleEvent,
} from '@pm-bot/domain'
import { defineActor, type Send, type TimerRequest } from '@pm-bot/runtime'
import { type ActorReply, decideTurn } from './decide-turn.ts'

/** Proposes the runs of a template when they are due, and starts them where the operator permitted that. */
export const scheduleActor = defineActor<Schedule, ScheduleCommand, ScheduleEvent, ActorReply>({
  kind: 'schedule',
  codeVersion: 1,
  initialState: NEW_SCHEDULE,

  receive(schedule, command, context) {
    const { events, reply } = decideTurn(context.version, command, () =>
      decideSchedule(schedule, command, context),
    )
    const state = events.reduce(evolveSchedule, schedule)
    return {
      state: events.some(isChangeOfSchedule) ? { ...state, version: context.version } : state,
      events,
      sends: events.flatMap((event) => sendsOf(state, event)),
      timers: events.flatMap(timersOf),
      reply,
    }
  },
})

function sendsOf({ templateId }: Schedule, event: ScheduleEvent): Send[] {
  switch (event.type) {
    case 'firing-asked':
      return [{ to: { kind: 'run-template', key: templateId }, message: event.message }]
    case 'start-released':
      return [{ to: { kind: 'run', key: event.runId }, message: event.message }]
    default:
      return []
  }
}

function timersOf(event: ScheduleEvent): TimerRequest[] {
  if (event.type !== 'firing-scheduled') return []
  const { dueAt } = event
  return [{ name: 'fire', dueAt, message: { type: 'fire', dueAt } }]
}
