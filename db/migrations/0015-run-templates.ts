import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely'

const id = (col: ColumnDefinitionBuilder) => col.primaryKey()
const required = (col: ColumnDefinitionBuilder) => col.notNull()
type ColumnType = RawBuilder<unknown>

/** Runs again: templates, schedules, where a run comes from, the places of a repository, and steps to begin from. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  const json = postgres ? sql`jsonb` : sql`text`
  const time = postgres ? sql`timestamptz` : sql`text`

  await createTemplates(db, json, time)
  await createSchedules(db, json, time)
  await createCheckpoints(db, json, time)

  for (const column of ['template_id', 'schedule_id', 'fork_of', 'fork_checkpoint_id']) {
    await db.schema.alterTable('runs').addColumn(column, 'text').execute()
  }
  // Whether it waits for one of its repository's places, or has one.
  await db.schema
    .alterTable('runs')
    .addColumn('place', 'text', (col) => col.check(sql`place in ('waits', 'held')`))
    .execute()
  await sql`create index runs_without_place on runs (run_id) where place = 'waits'`.execute(db)
  // Null: as many as pm-bot takes by itself.
  await db.schema.alterTable('repos').addColumn('max_runs', 'integer').execute()
}

async function createTemplates(db: Kysely<unknown>, json: ColumnType, time: ColumnType): Promise<void> {
  await db.schema
    .createTable('run_templates')
    .addColumn('template_id', 'text', id)
    .addColumn('workspace_id', 'text', (col) => col.notNull().references('workspaces.workspace_id'))
    .addColumn('repo_id', 'text', (col) => col.notNull().references('repos.repo_id'))
    .addColumn('name', 'text', required)
    .addColumn('content', json, required)
    .addColumn('content_hash', 'text', required)
    .addColumn('status', 'text', (col) => col.notNull().check(sql`status in ('active', 'removed')`))
    .addColumn('version', sql`bigint`, required)
    .addColumn('created_at', time, required)
    .addColumn('updated_at', time, required)
    .execute()
  await db.schema
    .createIndex('run_templates_by_status')
    .on('run_templates')
    .columns(['status', 'template_id'])
    .execute()
  await db.schema
    .createIndex('run_templates_of_repo')
    .on('run_templates')
    .columns(['repo_id', 'status', 'template_id'])
    .execute()
}

async function createSchedules(db: Kysely<unknown>, json: ColumnType, time: ColumnType): Promise<void> {
  await db.schema
    .createTable('schedules')
    .addColumn('schedule_id', 'text', id)
    .addColumn('workspace_id', 'text', (col) => col.notNull().references('workspaces.workspace_id'))
    .addColumn('template_id', 'text', (col) => col.notNull().references('run_templates.template_id'))
    .addColumn('cron', 'text', required)
    .addColumn('time_zone', 'text', required)
    .addColumn('catch_up', 'text', (col) => col.notNull().check(sql`catch_up in ('skip', 'once', 'all')`))
    .addColumn('catch_up_most', 'integer', required)
    .addColumn('status', 'text', (col) => col.notNull().check(sql`status in ('active', 'paused', 'removed')`))
    .addColumn('next_at', time)
    .addColumn('release', 'text', (col) => col.notNull().check(sql`release in ('by-hand', 'by-grant')`))
    .addColumn('permission', json)
    // The last ones, as its actor remembers them.
    .addColumn('firings', json, required)
    .addColumn('version', sql`bigint`, required)
    .addColumn('created_at', time, required)
    .addColumn('updated_at', time, required)
    .execute()
  await db.schema
    .createIndex('schedules_by_status')
    .on('schedules')
    .columns(['status', 'schedule_id'])
    .execute()
  await db.schema
    .createIndex('schedules_of_template')
    .on('schedules')
    .columns(['template_id', 'status', 'schedule_id'])
    .execute()
}

async function createCheckpoints(db: Kysely<unknown>, json: ColumnType, time: ColumnType): Promise<void> {
  await db.schema
    .createTable('run_checkpoints')
    .addColumn('run_id', 'text', (col) => col.notNull().references('runs.run_id'))
    .addColumn('checkpoint_id', 'text', required)
    .addColumn('step', 'integer', required)
    // What comes next from here, and whom it waits for.
    .addColumn('nodes', json, required)
    .addColumn('waits_for', json, required)
    // Why no other run can begin from here; null when one can.
    .addColumn('unfit', 'text')
    // How far the operator was heard.
    .addColumn('heard_to', 'integer', required)
    .addColumn('at', time, required)
    .addPrimaryKeyConstraint('run_checkpoints_pk', ['run_id', 'checkpoint_id'])
    .execute()
}
