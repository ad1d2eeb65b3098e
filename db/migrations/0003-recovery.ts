import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  const json = postgres ? sql`jsonb` : sql`text`
  const time = postgres ? sql`timestamptz` : sql`text`

  await db.schema
    .createTable('workers')
    .addColumn('worker_id', 'text', (col) => col.primaryKey())
    .addColumn('host', 'text', (col) => col.notNull())
    .addColumn('pid', 'integer', (col) => col.notNull())
    .addColumn('version', 'text', (col) => col.notNull())
    // How many effects it does at once, by queue.
    .addColumn('queues', json, (col) => col.notNull())
    // Of the advisory lock that lives exactly as long as the worker's session.
    .addColumn('lock_key', 'integer', (col) => col.notNull())
    // The actors whose turns it took last: when it dies, they are suspected.
    .addColumn('serving', json)
    .addColumn('started_at', time, (col) => col.notNull())
    .addColumn('heartbeat_at', time, (col) => col.notNull())
    .addColumn('drain_requested_at', time)
    .execute()

  // A row for each queue that the operator paused.
  await db.schema
    .createTable('paused_queues')
    .addColumn('queue', 'text', (col) => col.primaryKey())
    .addColumn('paused_at', time, (col) => col.notNull())
    .addColumn('paused_by', 'text', (col) => col.notNull())
    .execute()

  // A worker died while it served this actor, and one of its messages may be why.
  await db.schema.alterTable('actors').addColumn('suspected_at', time).execute()
  await db.schema
    .alterTable('actor_messages')
    .addColumn('park_reason', 'text', (col) => col.check(sql`park_reason in ('failed','crashed','held')`))
    .execute()
  await db.schema
    .createIndex('actor_messages_crashed')
    .on('actor_messages')
    .column('kind')
    .where(sql.ref('park_reason'), '=', sql.lit('crashed'))
    .execute()
}
