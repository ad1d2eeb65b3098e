import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Changes are listed by how they stand; each says why, how big it is, and what a look for secrets found. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  await db.schema.alterTable('changeset_bundles').addColumn('reason', 'text').execute()
  await db.schema
    .alterTable('changeset_bundles')
    .addColumn('secret_scan', postgres ? sql`jsonb` : sql`text`)
    .execute()
  for (const count of ['file_count', 'additions', 'deletions']) {
    await db.schema
      .alterTable('changeset_bundles')
      .addColumn(count, 'integer', (col) => col.notNull().defaultTo(0))
      .execute()
  }
  const file = postgres ? sql`jsonb_array_elements(files) as file` : sql`json_each(files) as file`
  const sum = (name: string) =>
    postgres
      ? sql`coalesce(sum((file->>${sql.lit(name)})::integer), 0)`
      : sql`coalesce(sum(json_extract(file.value, ${sql.lit(`$.${name}`)})), 0)`
  await sql`update changeset_bundles set
    file_count = (select count(*) from ${file}),
    additions = (select ${sum('additions')} from ${file}),
    deletions = (select ${sum('deletions')} from ${file})`.execute(db)
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
