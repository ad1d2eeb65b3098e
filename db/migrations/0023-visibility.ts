import type { Kysely } from 'kysely'

/** Whether everybody may read a repository, as GitHub said at the last look. Null: it did not say yet. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('repo_sync_state').addColumn('visibility', 'text').execute()
}
