import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** What a worker found of its own machine when it started. Null: of a worker from before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  await db.schema
    .alterTable('workers')
    .addColumn('findings', postgres ? sql`jsonb` : sql`text`)
    .execute()
}
