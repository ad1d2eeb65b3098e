import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Changes are listed by how they stand; each says why, and what a look for secrets found. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  await db.schema.alterTable('changeset_bundles').addColumn('reason', 'text').execute()
  await db.schema
    .alterTable('changeset_bundles')
    .addColumn('secret_scan', postgres ? sql`jsonb` : sql`text`)
    .execute()
  await db.schema
    .createIndex('changesets_by_status')
    .on('changeset_bundles')
    .columns(['status', 'changeset_id'])
    .execute()
  await db.schema
    .createIndex('changesets_of_repo_by_status')
    .on('changeset_bundles')
    .columns(['repo_id', 'status', 'changeset_id'])
    .execute()
}
