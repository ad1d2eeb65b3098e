import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter, sql } from 'kysely'

const required = (col: ColumnDefinitionBuilder) => col.notNull()

/** Standing permissions, and each call that one of them has allowed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  const time = postgres ? sql`timestamptz` : sql`text`

  await db.schema
    .createTable('grants')
    .addColumn('grant_id', 'text', (col) => col.primaryKey())
    .addColumn('workspace_id', 'text', (col) => col.notNull().references('workspaces.workspace_id'))
    .addColumn('tool', 'text', required)
    .addColumn('arguments', postgres ? sql`jsonb` : sql`text`)
    .addColumn('repo_id', 'text')
    .addColumn('run_id', 'text')
    .addColumn('uses_left', 'integer')
    .addColumn('until', time)
    .addColumn('covers_tainted', 'integer', required)
    .addColumn('uses', 'integer', required)
    .addColumn('last_used_at', time)
    .addColumn('created_at', time, required)
    .addColumn('created_by', 'text', required)
    .addColumn('item_id', 'text')
    .addColumn('revoked_at', time)
    // Revoked, used up, past its date, or its run has ended.
    .addColumn('ended_at', time)
    .execute()
  await db.schema
    .createIndex('grants_of_workspace')
    .on('grants')
    .columns(['workspace_id', 'grant_id'])
    .execute()
  await db.schema
    .createIndex('grants_standing')
    .on('grants')
    .columns(['grant_id'])
    .where(sql.ref('ended_at'), 'is', null)
    .execute()

  await db.schema
    .createTable('grant_uses')
    .addColumn('use_id', 'text', (col) => col.primaryKey())
    .addColumn('grant_id', 'text', (col) => col.notNull().references('grants.grant_id'))
    .addColumn('run_id', 'text', required)
    .addColumn('call_id', 'text', required)
    .addColumn('tool', 'text', required)
    // The item that the use released.
    .addColumn('item_id', 'text')
    .addColumn('used_at', time, required)
    .execute()
  await db.schema
    .createIndex('grant_uses_of_grant')
    .on('grant_uses')
    .columns(['grant_id', 'use_id'])
    .execute()
}
