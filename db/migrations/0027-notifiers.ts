import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter, sql } from 'kysely'

const required = (col: ColumnDefinitionBuilder) => col.notNull()

/** What reaches the operator away from the page. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  const json = postgres ? sql`jsonb` : sql`text`
  const time = postgres ? sql`timestamptz` : sql`text`
  await db.schema
    .createTable('notifiers')
    .addColumn('notifier_id', 'text', (col) => col.primaryKey())
    .addColumn('workspace_id', 'text', (col) => col.notNull().references('workspaces.workspace_id'))
    .addColumn('name', 'text', required)
    .addColumn('kind', 'text', (col) =>
      col.notNull().check(sql`kind in ('ntfy', 'webhook', 'email', 'web_push')`),
    )
    .addColumn('target', json, required)
    .addColumn('secret', 'text')
    .addColumn('kinds', json)
    .addColumn('least_risk', 'text', (col) =>
      col.notNull().check(sql`least_risk in ('low', 'medium', 'high')`),
    )
    .addColumn('quiet_hours', json)
    .addColumn('digest_minutes', 'integer', required)
    .addColumn('is_on', 'integer', required)
    .addColumn('address', 'text', required)
    .addColumn('work', json, required)
    .addColumn('version', sql`bigint`, required)
    .addColumn('created_at', time, required)
    .addColumn('updated_at', time, required)
    .execute()
  await db.schema
    .createIndex('notifiers_of_workspace')
    .on('notifiers')
    .columns(['workspace_id', 'notifier_id'])
    .execute()
}
