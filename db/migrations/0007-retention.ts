import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter

  // When everything that goes of an ended run had gone; it is not looked at again.
  await db.schema
    .alterTable('runs')
    .addColumn('tidied_at', postgres ? sql`timestamptz` : sql`text`)
    .execute()
  await sql`
    create index runs_untidied on runs (run_id)
    where tidied_at is null and status in ('completed', 'failed', 'cancelled', 'rejected')
  `.execute(db)

  await db.schema.createIndex('run_events_by_age').on('run_events').column('created_at').execute()
  await db.schema.createIndex('message_ids_by_age').on('message_ids').column('accepted_at').execute()
  await db.schema.createIndex('requests_by_age').on('requests').column('created_at').execute()
  await db.schema.createIndex('artifacts_by_age').on('artifacts').columns(['kind', 'created_at']).execute()
  await db.schema.createIndex('artifacts_by_uri').on('artifacts').column('uri').execute()
  await db.schema.createIndex('changesets_of_run').on('changeset_bundles').column('run_id').execute()
  await db.schema
    .createIndex('effects_finished')
    .on('effects')
    .column('finished_at')
    .where(sql.ref('kind'), '!=', sql.lit('run'))
    .execute()
}
