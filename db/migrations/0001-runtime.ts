import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  const json = postgres ? sql`jsonb` : sql`text`
  const time = postgres ? sql`timestamptz` : sql`text`
  const bigint = sql`bigint`

  await db.schema
    .createTable('actors')
    .addColumn('kind', 'text', (col) => col.notNull())
    .addColumn('key', 'text', (col) => col.notNull())
    .addColumn('state', json)
    .addColumn('version', bigint, (col) => col.notNull().defaultTo(0))
    .addColumn('code_version', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('created_at', time, (col) => col.notNull())
    .addColumn('updated_at', time, (col) => col.notNull())
    .addPrimaryKeyConstraint('actors_pk', ['kind', 'key'])
    .execute()

  // Apart from actors, because senders lock it and turns must not wait for senders.
  await db.schema
    .createTable('mailboxes')
    .addColumn('kind', 'text', (col) => col.notNull())
    .addColumn('key', 'text', (col) => col.notNull())
    .addColumn('last_seq', bigint, (col) => col.notNull())
    .addPrimaryKeyConstraint('mailboxes_pk', ['kind', 'key'])
    .execute()

  // Outlives the message, so that one that was handled is not handled again.
  await db.schema
    .createTable('message_ids')
    .addColumn('message_id', 'text', (col) => col.primaryKey())
    .addColumn('accepted_at', time, (col) => col.notNull())
    .execute()

  await db.schema
    .createTable('actor_messages')
    .addColumn('message_id', 'text', (col) => col.primaryKey())
    .addColumn('kind', 'text', (col) => col.notNull())
    .addColumn('key', 'text', (col) => col.notNull())
    .addColumn('seq', bigint, (col) => col.notNull())
    .addColumn('body', json, (col) => col.notNull())
    .addColumn('reply_to', 'text')
    .addColumn('attempts', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('crashes', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('last_error', 'text')
    .addColumn('accepted_at', time, (col) => col.notNull())
    .addColumn('parked_at', time)
    .execute()
  await db.schema
    .createIndex('actor_messages_waiting')
    .on('actor_messages')
    .columns(['kind', 'key', 'seq'])
    .where(sql.ref('parked_at'), 'is', null)
    .execute()
  await db.schema
    .createIndex('actor_messages_parked')
    .on('actor_messages')
    .columns(['kind', 'key', 'seq'])
    .where(sql.ref('parked_at'), 'is not', null)
    .execute()

  await db.schema
    .createTable('requests')
    .addColumn('request_id', 'text', (col) => col.primaryKey())
    .addColumn('request_hash', 'text', (col) => col.notNull())
    .addColumn('kind', 'text', (col) => col.notNull())
    .addColumn('key', 'text', (col) => col.notNull())
    .addColumn('reply', json)
    .addColumn('answer', json)
    .addColumn('created_at', time, (col) => col.notNull())
    .execute()

  await db.schema
    .createTable('effects')
    .addColumn('effect_id', 'text', (col) => col.primaryKey())
    .addColumn('kind', 'text', (col) => col.notNull())
    .addColumn('key', 'text', (col) => col.notNull())
    .addColumn('verb', 'text', (col) => col.notNull())
    .addColumn('queue', 'text', (col) => col.notNull())
    .addColumn('on_lost', 'text', (col) => col.notNull().check(sql`on_lost in ('retry','reconcile','ask')`))
    .addColumn('payload', json, (col) => col.notNull())
    .addColumn('status', 'text', (col) =>
      col.notNull().check(sql`status in ('open','running','succeeded','failed','in-doubt','cancelled')`),
    )
    .addColumn('generation', 'integer', (col) => col.notNull())
    .addColumn('attempt', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('crashes', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('attempt_token', 'text')
    .addColumn('worker_id', 'text')
    .addColumn('error', 'text')
    .addColumn('created_at', time, (col) => col.notNull())
    .addColumn('started_at', time)
    .addColumn('finished_at', time)
    .execute()
  await db.schema
    .createIndex('effects_of_actor')
    .on('effects')
    .columns(['kind', 'key', 'created_at'])
    .execute()
  await db.schema
    .createIndex('effects_unfinished')
    .on('effects')
    .columns(['status', 'created_at'])
    .where(sql.ref('finished_at'), 'is', null)
    .execute()

  await db.schema
    .createTable('timers')
    .addColumn('kind', 'text', (col) => col.notNull())
    .addColumn('key', 'text', (col) => col.notNull())
    .addColumn('name', 'text', (col) => col.notNull())
    .addColumn('generation', bigint, (col) => col.notNull())
    .addColumn('due_at', time, (col) => col.notNull())
    .addColumn('message', json, (col) => col.notNull())
    .addPrimaryKeyConstraint('timers_pk', ['kind', 'key', 'name'])
    .execute()
  await db.schema.createIndex('timers_due').on('timers').column('due_at').execute()

  // On Postgres pg-boss carries the work; its tables are its own.
  if (postgres) return
  await db.schema
    .createTable('work_jobs')
    .addColumn('job_id', 'integer', (col) => col.primaryKey().autoIncrement())
    .addColumn('queue', 'text', (col) => col.notNull())
    .addColumn('effect_id', 'text', (col) => col.notNull())
    .addColumn('generation', 'integer', (col) => col.notNull())
    .addColumn('available_at', 'text', (col) => col.notNull())
    .addColumn('leased_until', 'text')
    .addColumn('failures', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('created_at', 'text', (col) => col.notNull())
    .execute()
  await db.schema.createIndex('work_jobs_due').on('work_jobs').columns(['queue', 'available_at']).execute()
}
