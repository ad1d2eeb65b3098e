import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  const time = postgres ? sql`timestamptz` : sql`text`

  // Unlogged on Postgres: written every few seconds, worthless after a crash, and no word of it in the WAL.
  await db.schema
    .createTable('process_metrics')
    .$call((table) => (postgres ? table.modifyFront(sql`unlogged`) : table))
    .addColumn('process_id', 'text', (col) => col.primaryKey())
    .addColumn('role', 'text', (col) => col.notNull())
    .addColumn('host', 'text', (col) => col.notNull())
    .addColumn('pid', 'integer', (col) => col.notNull())
    .addColumn('snapshot', 'text', (col) => col.notNull())
    .addColumn('at', time, (col) => col.notNull())
    .execute()

  // What is counted at every look must not read what succeeded: that is nearly all there is.
  await db.schema
    .createIndex('effects_unsuccessful')
    .on('effects')
    .columns(['status', 'queue'])
    .where(sql.ref('status'), 'in', [sql.lit('failed'), sql.lit('in-doubt')])
    .execute()
}
