import {
  decideRunTemplate,
  evolveRunTemplate,
  NEW_RUN_TEMPLATE,
  type RunTemplate,
  type RunTemplateCommand,
  type RunTemplateEvent,
} from '@pm-bot/domain'
import { defineActor, type Send } from '@pm-bot/runtime'
import { type ActorReply, decideTurn, evolveAll } from './decide-turn.ts'

/** A proposal with a name. An actor of its own, so that who changes one template makes no other's version stale. */
export const runTemplateActor = defineActor<RunTemplate, RunTemplateCommand, RunTemplateEvent, ActorReply>({
  kind: 'run-template',
  codeVersion: 1,
  initialState: NEW_RUN_TEMPLATE,

  receive(template, command, context) {
    const { events, reply } = decideTurn(context.version, command, () => decideRunTemplate(template, command))
    const isChanged = events.some(({ type }) => !PASSED_ON.includes(type))
    return {
      state: isChanged ? evolveAll(template, events, evolveRunTemplate, context.version) : template,
      events,
      sends: events.flatMap(sendsOf),
      reply,
    }
  },
})

/** What a caller saw still stands after these. */
const PASSED_ON: readonly RunTemplateEvent['type'][] = [
  'scheduled-handed-on',
  'scheduled-declined',
  'command-refused',
]

function sendsOf(event: RunTemplateEvent): Send[] {
  switch (event.type) {
    case 'scheduled-handed-on':
      return [{ to: { kind: 'repo', key: event.repoId }, message: event.message }]
    case 'scheduled-declined':
      return [{ to: { kind: 'schedule', key: event.scheduleId }, message: event.answer }]
    default:
      return []
  }
}
