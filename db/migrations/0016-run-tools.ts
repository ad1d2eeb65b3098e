import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** What a run's agent may do and spend, and what it has read. Null: nothing is said. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const json = db.getExecutor().adapter instanceof PostgresAdapter ? sql`jsonb` : sql`text`
  for (const column of ['tools', 'budget', 'taint']) {
    await db.schema.alterTable('runs').addColumn(column, json).execute()
  }
}
