import { type Static, Type } from 'typebox'
import { RUN_STATUSES } from '../run/run-status.ts'
import { PageQuery } from '../values/api-schema.ts'
import { Id, line, Moment, nullable, oneOf, strict, Time } from '../values/schema-parts.ts'
import { JOB_STATES, WORK_QUEUES } from './work-queues.ts'

const Count = Type.Integer({ minimum: 0 })
/** A time in a request. */
const Milliseconds = Type.Integer({ minimum: 0, description: 'Milliseconds.' })
/** A kind and a key; `run/0197…` is `{ kind: 'run', key: '0197…' }`. */
export const AddressView = Type.Object({ kind: Type.String(), key: Type.String() })

export const QueueView = Type.Object({
  name: oneOf(WORK_QUEUES),
  paused: nullable(Type.Object({ since: Time, by: Type.String() })),
  waiting: Count,
  delayed: Count,
  active: Count,
  failed: Type.Integer({ minimum: 0, description: 'In the last 24 hours, and not put back to work.' }),
  oldestWaitingAt: nullable(Time),
  finishedLastMinute: Count,
  finishedLastHour: Count,
  waitMs: nullable(
    Type.Object(
      { p50: Milliseconds, p95: Milliseconds },
      { description: 'From available to begun, of the last thousand that began within the last hour.' },
    ),
  ),
})
export type QueueView = Static<typeof QueueView>

/** One sample of a queue, or the highest values of several where the time asked for is long. */
export const QueueSampleView = Type.Object({
  at: Time,
  waiting: Count,
  delayed: Count,
  active: Count,
  oldestWaitMs: Type.Integer({
    minimum: 0,
    description: 'How long the oldest has waited; 0 when none does.',
  }),
  waitMs: nullable(Type.Object({ p50: Milliseconds, p95: Milliseconds })),
})
export type QueueSampleView = Static<typeof QueueSampleView>

export const MailboxesView = Type.Object({
  actorsWithMail: Count,
  waiting: Type.Integer({ minimum: 0, description: 'Messages.' }),
  oldestWaitingAt: nullable(Time),
  parked: Type.Integer({ minimum: 0, description: 'Messages.' }),
  suspected: Type.Integer({ minimum: 0, description: 'Actors that a worker served when it died.' }),
})
export type MailboxesView = Static<typeof MailboxesView>

export const MailboxSampleView = Type.Object({
  at: Time,
  waiting: Count,
  parked: Count,
  oldestWaitMs: Milliseconds,
})
export type MailboxSampleView = Static<typeof MailboxSampleView>

export const HistoryQuery = Type.Object(
  { minutes: Type.Integer({ minimum: 1, maximum: 1440, default: 60 }) },
  strict,
)
export const QueueHistory = Type.Object({
  items: Type.Array(QueueSampleView, { description: 'Oldest first, at most 360.' }),
})
export type QueueHistory = Static<typeof QueueHistory>
export const MailboxHistory = Type.Object({
  items: Type.Array(MailboxSampleView, { description: 'Oldest first, at most 360.' }),
})
export type MailboxHistory = Static<typeof MailboxHistory>

export const JobView = Type.Object({
  id: Type.String(),
  queue: Type.String(),
  verb: Type.String({ description: 'What is to be done, e.g. `run-agent`.' }),
  state: oneOf(JOB_STATES),
  owner: AddressView,
  runId: nullable(Id),
  runStatus: nullable(oneOf(RUN_STATUSES)),
  attempt: Count,
  crashes: Type.Integer({ minimum: 0, description: 'Processes that died over it.' }),
  generation: Type.Integer({ minimum: 1, description: 'Grows each time it is put back to work.' }),
  workerId: nullable(Type.String({ description: 'Who has it, or had it last.' })),
  error: nullable(Type.String()),
  payload: Type.Unknown({ description: 'Secrets are masked.' }),
  createdAt: Time,
  availableAt: Type.String({ description: 'Not before this time; of a delayed job when it comes again.' }),
  startedAt: nullable(Time),
  finishedAt: nullable(Time),
  allowed: Type.Array(oneOf(['retry', 'cancel'] as const), {
    description: 'What may be tried; the run has the last word.',
  }),
})
export type JobView = Static<typeof JobView>
export const JobsQuery = Type.Object(
  { ...PageQuery.properties, state: Type.Optional(oneOf(JOB_STATES)), runId: Type.Optional(Id) },
  strict,
)

export const RedriveBody = Type.Object(
  {
    verb: Type.Optional(line(100)),
    failedAfter: Type.Optional(Moment),
  },
  strict,
)
export type RedriveBody = Static<typeof RedriveBody>

const Refusals = Type.Array(
  Type.Object({ code: Type.String(), count: Count, detail: Type.String({ description: 'Of one of them.' }) }),
)
export const RedriveResult = Type.Object({
  retried: Count,
  refused: Refusals,
  remaining: Type.Integer({ minimum: 0, description: 'Not looked at: one call takes a thousand at most.' }),
})
export type RedriveResult = Static<typeof RedriveResult>

/** What is active is never purged. */
export const PURGEABLE_STATES = JOB_STATES.filter((state) => state !== 'active')
export const PurgeBody = Type.Object(
  {
    state: oneOf(PURGEABLE_STATES),
    olderThan: Type.Optional(Moment),
    preview: Type.Optional(Type.Boolean({ description: 'Only count.' })),
  },
  strict,
)
export type PurgeBody = Static<typeof PurgeBody>
export const PurgeResult = Type.Object({
  matching: Type.Integer({ minimum: 0, description: 'Found before anything was purged.' }),
  purged: Type.Integer({ minimum: 0, description: '0 in a preview.' }),
  refused: Refusals,
  remaining: Count,
})
export type PurgeResult = Static<typeof PurgeResult>
