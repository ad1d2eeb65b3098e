import { type Static, Type } from 'typebox'
import { PageQuery } from '../values/api-schema.ts'
import { nullable, oneOf, strict, Time } from '../values/schema-parts.ts'
import { JobView } from './queue-schema.ts'

export const ACTOR_CONDITIONS = ['parked', 'suspected', 'with-mail'] as const
export type ActorCondition = (typeof ACTOR_CONDITIONS)[number]

export const ActorSummaryView = Type.Object({
  kind: Type.String(),
  key: Type.String(),
  version: Type.Integer({ description: 'The number of its last turn.' }),
  waiting: Type.Integer({ description: 'Messages.' }),
  parked: Type.Integer({ description: 'Messages.' }),
  oldestWaitingAt: nullable(Time),
  oldestParkedAt: nullable(Time),
  lastError: nullable(Type.String({ description: 'Of its messages, the latest one.' })),
  suspectedAt: nullable(Time),
  updatedAt: Time,
})
export type ActorSummaryView = Static<typeof ActorSummaryView>
export const ActorsQuery = Type.Object(
  { ...PageQuery.properties, status: Type.Optional(oneOf(ACTOR_CONDITIONS)) },
  strict,
)

export const MessageView = Type.Object({
  id: Type.String(),
  seq: Type.Integer(),
  body: Type.Unknown({ description: 'Secrets are masked.' }),
  attempts: Type.Integer(),
  crashes: Type.Integer({ description: 'Processes that died over it.' }),
  lastError: nullable(Type.String()),
  acceptedAt: Time,
  parkedAt: nullable(Time),
  parkReason: nullable(oneOf(['failed', 'crashed', 'held'] as const)),
  allowed: Type.Array(oneOf(['retry', 'skip', 'edit'] as const)),
  fixed: Type.Array(Type.String(), { description: 'Members of the body that an edit may not change.' }),
})
export type MessageView = Static<typeof MessageView>

export const MessageResult = Type.Object({
  messageId: nullable(Type.String({ description: 'What is posted in its place; null when it is skipped.' })),
})
export type MessageResult = Static<typeof MessageResult>

export const TimerView = Type.Object({ name: Type.String(), dueAt: Time, message: Type.Unknown() })
export type TimerView = Static<typeof TimerView>

export const ActorView = Type.Object({
  ...ActorSummaryView.properties,
  codeVersion: Type.Integer({ description: 'Of the code that wrote the state.' }),
  state: Type.Unknown({ description: 'Secrets are masked.' }),
  messages: Type.Array(MessageView, { description: 'Parked ones first, then waiting; at most 100 of each.' }),
  jobs: Type.Array(JobView, { description: 'Newest first, at most 50.' }),
  timers: Type.Array(TimerView),
})
export type ActorView = Static<typeof ActorView>

export const EditMessageBody = Type.Object(
  { body: Type.Record(Type.String(), Type.Unknown(), { description: 'The whole message as it shall be.' }) },
  strict,
)
export type EditMessageBody = Static<typeof EditMessageBody>
