import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** What the checks of a run's pull request were at the last look, with the tags to ask whether they changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  await db.schema
    .alterTable('run_pull_requests')
    .addColumn('checks_seen', postgres ? sql`jsonb` : sql`text`)
    .execute()
}
