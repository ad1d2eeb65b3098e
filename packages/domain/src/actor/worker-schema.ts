import { type Static, Type } from 'typebox'
import { nullable, oneOf, strict, Time } from '../values/schema-parts.ts'
import { FindingView } from '../workspace/finding-schema.ts'
import { AddressView } from './queue-schema.ts'

export const WORKER_STATES = ['working', 'draining', 'drained', 'silent'] as const
export type WorkerState = (typeof WORKER_STATES)[number]

export const WorkerView = Type.Object({
  id: Type.String(),
  host: Type.String(),
  pid: Type.Integer(),
  version: Type.String(),
  state: oneOf(WORKER_STATES),
  queues: Type.Record(Type.String(), Type.Integer(), {
    description: 'How many effects it does at once, by queue.',
  }),
  findings: Type.Array(FindingView, {
    description:
      'What it found of its machine when it started: the sandbox, git, models, agents on the command line.',
  }),
  startedAt: Time,
  heartbeatAt: Time,
  drainRequestedAt: nullable(Time),
  jobs: Type.Array(
    Type.Object({
      id: Type.String(),
      queue: Type.String(),
      verb: Type.String(),
      owner: AddressView,
      attempt: Type.Integer(),
      since: Time,
    }),
    { description: 'Under way at this moment.' },
  ),
})
export type WorkerView = Static<typeof WorkerView>
export const DrainBody = Type.Object(
  { drain: Type.Boolean({ default: true, description: 'False takes the request back.' }) },
  strict,
)
