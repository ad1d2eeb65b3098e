import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Until then one process serves this suspected actor with care, and others leave it alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const time = db.getExecutor().adapter instanceof PostgresAdapter ? sql`timestamptz` : sql`text`
  await db.schema.alterTable('actors').addColumn('care_until', time).execute()
}
