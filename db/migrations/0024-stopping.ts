import type { Kysely } from 'kysely'

/** Agents that were cancelled and of which nobody has said yet that nothing acts any more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('stopping_agents')
    .addColumn('effect_id', 'text', (col) => col.primaryKey())
    .addColumn('kind', 'text', (col) => col.notNull())
    .addColumn('key', 'text', (col) => col.notNull())
    // Who had it when it was cancelled; null where nobody had.
    .addColumn('attempt_token', 'text')
    .addColumn('worker_id', 'text')
    .execute()
}
