import { type Static, Type } from 'typebox'
import { BudgetLimitsBody } from '../budget/budget-limits-schema.ts'
import { PageQuery } from '../values/api-schema.ts'
import { Id, line, nullable, strict, Time } from '../values/schema-parts.ts'

export const CheckpointId = Type.String({ minLength: 1, maxLength: 100, pattern: '^[0-9A-Za-z_-]*$' })

/** A step of a run's agent that is kept. */
export const RunCheckpointView = Type.Object({
  id: Type.String(),
  runId: Id,
  step: Type.Integer({ description: 'Counts up; -1 is the very beginning.' }),
  nodes: Type.Array(Type.String(), { description: 'What comes next from here; none at the end.' }),
  waitsFor: Type.Array(Type.String(), { description: 'Kinds of the questions that it waits behind.' }),
  canFork: Type.Boolean(),
  unfit: nullable(Type.String({ description: 'Why no other run can begin from here.' })),
  at: Time,
})
export type RunCheckpointView = Static<typeof RunCheckpointView>
export const CheckpointsQuery = Type.Object({ ...PageQuery.properties }, strict)

/** What a thread held at a step, by channel, as plain JSON, masked and cut. */
export const CheckpointStateView = Type.Object({
  values: Type.Unknown(),
  previous: Type.Unknown({ description: 'After the step before; null where there was none.' }),
  isCut: Type.Boolean({ description: 'Long texts, long lists, or what is too much in all, are not whole.' }),
})
export type CheckpointStateView = Static<typeof CheckpointStateView>

export const ForkRunBody = Type.Object(
  {
    checkpointId: CheckpointId,
    /** Said to the agent before its next step, too. */
    goal: Type.Optional(line(500)),
    /** Without it: what the other run might spend. */
    budget: Type.Optional(BudgetLimitsBody),
  },
  strict,
)
export type ForkRunBody = Static<typeof ForkRunBody>
