import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter, sql } from 'kysely'

const required = (col: ColumnDefinitionBuilder) => col.notNull()

/** What an operator needs to tell their sessions apart. The old ones cannot be told under which password they were opened: they end. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const time = db.getExecutor().adapter instanceof PostgresAdapter ? sql`timestamptz` : sql`text`
  await db.schema.dropTable('sessions').execute()
  await db.schema
    .createTable('sessions')
    .addColumn('session_id', 'text', (col) => col.primaryKey())
    // Of the cookie's secret: the table is of no use to whoever reads it.
    .addColumn('session_hash', 'text', (col) => col.notNull().unique())
    // Tells passwords apart without telling what they are.
    .addColumn('password_mark', 'text', required)
    .addColumn('created_at', time, required)
    .addColumn('last_seen_at', time, required)
    .addColumn('expires_at', time, required)
    .addColumn('address', 'text', required)
    .addColumn('user_agent', 'text')
    .execute()
}
