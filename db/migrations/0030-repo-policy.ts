import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** What runs proposed in a repository get where they say nothing, and how often GitHub is asked; null: as usual. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const json = db.getExecutor().adapter instanceof PostgresAdapter ? sql`jsonb` : sql`text`
  await db.schema.alterTable('repos').addColumn('policy', json).execute()
}
