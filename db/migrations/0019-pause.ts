import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Since when, by whom and why nothing begins in a workspace. Null: it goes on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  await db.schema
    .alterTable('workspaces')
    .addColumn('paused', postgres ? sql`jsonb` : sql`text`)
    .execute()
}
