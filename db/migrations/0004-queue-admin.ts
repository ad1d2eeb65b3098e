import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  const time = postgres ? sql`timestamptz` : sql`text`

  // Not before this time may an open effect begin. SQLite adds no column without a constant default.
  await db.schema
    .alterTable('effects')
    .addColumn('available_at', time, (col) => col.notNull().defaultTo('1970-01-01T00:00:00.000Z'))
    .execute()
  await sql`update effects set available_at = created_at`.execute(db)

  // A page of jobs of one state, newest first.
  await db.schema
    .createIndex('effects_by_state')
    .on('effects')
    .columns(['queue', 'status', 'effect_id'])
    .execute()
  await db.schema
    .createIndex('effects_open')
    .on('effects')
    .columns(['queue', 'available_at'])
    .where(sql.ref('status'), '=', sql.lit('open'))
    .execute()
  await db.schema
    .createIndex('effects_running')
    .on('effects')
    .columns(['worker_id', 'queue'])
    .where(sql.ref('status'), '=', sql.lit('running'))
    .execute()
  await db.schema
    .createIndex('effects_failed')
    .on('effects')
    .columns(['queue', 'finished_at'])
    .where(sql.ref('status'), '=', sql.lit('failed'))
    .execute()
  await db.schema
    .createIndex('effects_started')
    .on('effects')
    .columns(['queue', 'started_at'])
    .where(sql.ref('started_at'), 'is not', null)
    .execute()
  await db.schema
    .createIndex('effects_ended')
    .on('effects')
    .columns(['queue', 'finished_at'])
    .where(sql.ref('finished_at'), 'is not', null)
    .execute()
  await db.schema
    .createIndex('actors_suspected')
    .on('actors')
    .columns(['kind', 'key'])
    .where(sql.ref('suspected_at'), 'is not', null)
    .execute()

  // A bucket is ten seconds, counted from 1970: two schedulers write the same one once.
  await db.schema
    .createTable('queue_samples')
    .addColumn('queue', 'text', (col) => col.notNull())
    .addColumn('bucket', 'integer', (col) => col.notNull())
    .addColumn('waiting', 'integer', (col) => col.notNull())
    .addColumn('delayed', 'integer', (col) => col.notNull())
    .addColumn('active', 'integer', (col) => col.notNull())
    .addColumn('oldest_wait_ms', sql`bigint`, (col) => col.notNull())
    .addColumn('wait_p50_ms', sql`bigint`)
    .addColumn('wait_p95_ms', sql`bigint`)
    .addPrimaryKeyConstraint('queue_samples_pk', ['queue', 'bucket'])
    .execute()
  await db.schema
    .createTable('mailbox_samples')
    .addColumn('bucket', 'integer', (col) => col.primaryKey())
    .addColumn('waiting', 'integer', (col) => col.notNull())
    .addColumn('parked', 'integer', (col) => col.notNull())
    .addColumn('oldest_wait_ms', sql`bigint`, (col) => col.notNull())
    .execute()
}
