import { type Static, Type } from 'typebox'
import { nullable, oneOf } from '../values/schema-parts.ts'
import { WorkspacePauseView } from './workspace-schema.ts'

/** Answered as long as the process lives: what is wrong is told, not shown by a status. */
export const HealthView = Type.Object({
  status: oneOf(['ok', 'degraded'] as const),
  checks: Type.Array(
    Type.Object({
      name: oneOf(['database', 'worker', 'scheduler'] as const),
      ok: Type.Boolean(),
      message: nullable(Type.String({ description: 'What is wrong and what to do.' })),
    }),
  ),
})
export type HealthView = Static<typeof HealthView>

/** Something that the operator should look after, now. */
export const WarningView = Type.Object({
  code: oneOf(['disk_filling', 'disk_full'] as const),
  message: Type.String({ description: 'What is the matter, in a sentence.' }),
  action: Type.String({ description: 'What to do about it.' }),
})
export type WarningView = Static<typeof WarningView>

export const MetaView = Type.Object({
  name: Type.Literal('pm-bot'),
  version: Type.String(),
  mode: oneOf(['workstation', 'server'] as const),
  database: oneOf(['sqlite', 'postgres'] as const),
  auth: Type.Object({ required: Type.Boolean(), signedIn: Type.Boolean() }),
  enums: Type.Record(Type.String(), Type.Array(Type.String())),
  capabilities: Type.Record(Type.String(), Type.Boolean()),
  /** Of the first workspace; null for whoever is not signed in. */
  paused: nullable(WorkspacePauseView),
  warnings: Type.Array(WarningView, { description: 'Empty for whoever is not signed in.' }),
})
export type MetaView = Static<typeof MetaView>

/** Says that something changed, never what: the reader fetches again. */
export const ChangedEvent = Type.Object({
  topic: oneOf([
    'workspaces',
    'repos',
    'github',
    'grants',
    'budgets',
    'runs',
    'run-events',
    'inbox',
    'changesets',
    'audit',
    'queues',
    'queue-samples',
    'actors',
    'workers',
    'instance',
    'sessions',
    'run-templates',
    'schedules',
    'notifiers',
  ] as const),
  /**
   * Of the row; of the run for `run-events`; of `queues` the queue's name, empty for the mailboxes;
   * of `actors` its address, `run/0197…`; empty for `audit`, `github`, `instance` and
   * `queue-samples`.
   */
  id: Type.String(),
})
export type ChangedEvent = Static<typeof ChangedEvent>
