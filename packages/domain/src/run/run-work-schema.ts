import { type Static, Type } from 'typebox'
import { JOB_STATES } from '../actor/work-queues.ts'
import { WORKER_STATES } from '../actor/worker-schema.ts'
import { PageQuery } from '../values/api-schema.ts'
import { Id, nullable, oneOf, strict, Time } from '../values/schema-parts.ts'
import { WAIT_REASONS } from './run-work.ts'

const Count = Type.Integer({ minimum: 0 })

/** What a run's long work waits for, or who has it. */
export const RunWorkView = Type.Object({
  runId: Id,
  reason: nullable(oneOf(WAIT_REASONS)),
  job: nullable(
    Type.Object(
      {
        id: Type.String(),
        queue: Type.String(),
        verb: Type.String(),
        state: oneOf(JOB_STATES),
        attempt: Count,
        attemptsAtMost: Type.Integer({ minimum: 1, description: 'Failing so often, it is given up.' }),
        crashes: Type.Integer({ minimum: 0, description: 'Processes that died over it.' }),
        error: nullable(Type.String({ description: 'Of the latest attempt.' })),
        availableAt: Time,
        startedAt: nullable(Time),
      },
      { description: "The newest of the run's jobs." },
    ),
  ),
  ahead: Type.Integer({ minimum: 0, description: 'Jobs of the same queue that are taken before it.' }),
  places: Type.Object(
    { taken: Count, all: Count },
    { description: 'Jobs of its queue that the workers that are well do at once, and do now.' },
  ),
  pausedBy: nullable(Type.String({ description: 'Who paused its queue.' })),
  worker: nullable(
    Type.Object(
      {
        id: Type.String(),
        host: Type.String(),
        pid: Type.Integer(),
        state: oneOf(WORKER_STATES),
      },
      { description: 'Who is at it.' },
    ),
  ),
  mail: Type.Object(
    { waiting: Count, parked: Count },
    { description: 'Messages in the mailbox of the run.' },
  ),
})
export type RunWorkView = Static<typeof RunWorkView>
export const RunWorkQuery = Type.Object({ ...PageQuery.properties }, strict)
