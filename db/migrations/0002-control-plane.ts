import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely'

const id = (col: ColumnDefinitionBuilder) => col.primaryKey()
const required = (col: ColumnDefinitionBuilder) => col.notNull()
const oneOf =
  (column: string, ...values: string[]) =>
  (col: ColumnDefinitionBuilder) =>
    col.notNull().check(sql`${sql.ref(column)} in (${sql.join(values.map((value) => sql.lit(value)))})`)

const RUN_STATUS = [
  'proposed',
  'approved',
  'running',
  'blocked',
  'completed',
  'failed',
  'cancelled',
  'rejected',
]
const ITEM_KIND = ['run_start', 'changeset_apply', 'tool_call', 'spend', 'publish', 'question']
const ITEM_STATUS = ['pending', 'approved', 'edited', 'rejected', 'answered', 'dismissed', 'superseded']

export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  const json = postgres ? sql`jsonb` : sql`text`
  const time = postgres ? sql`timestamptz` : sql`text`

  await createRegistry(db, json, time)
  await createRuns(db, json, time)
  await createInbox(db, json, time)
  await createAudit(db, json, time)
}

type ColumnType = RawBuilder<unknown>

async function createRegistry(db: Kysely<unknown>, json: ColumnType, time: ColumnType): Promise<void> {
  await db.schema
    .createTable('workspaces')
    .addColumn('workspace_id', 'text', id)
    .addColumn('name', 'text', required)
    .addColumn('settings', json, required)
    .addColumn('version', sql`bigint`, required)
    .addColumn('created_at', time, required)
    .execute()

  await db.schema
    .createTable('repos')
    .addColumn('repo_id', 'text', id)
    .addColumn('workspace_id', 'text', (col) => col.notNull().references('workspaces.workspace_id'))
    .addColumn('source', 'text', oneOf('source', 'local', 'github'))
    .addColumn('full_name', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('path', 'text')
    .addColumn('default_branch', 'text')
    .addColumn('status', 'text', oneOf('status', 'active', 'disabled', 'removed'))
    .addColumn('version', sql`bigint`, required)
    .addColumn('added_at', time, required)
    .addColumn('last_sync_at', time)
    .addUniqueConstraint('repos_full_name', ['workspace_id', 'full_name'])
    .execute()

  await db.schema
    .createTable('sessions')
    // SHA-256 of the cookie's secret: the table is of no use to whoever reads it.
    .addColumn('session_hash', 'text', id)
    .addColumn('created_at', time, required)
    .addColumn('expires_at', time, required)
    .execute()
}

async function createRuns(db: Kysely<unknown>, json: ColumnType, time: ColumnType): Promise<void> {
  await db.schema
    .createTable('runs')
    .addColumn('run_id', 'text', id)
    .addColumn('workspace_id', 'text', (col) => col.notNull().references('workspaces.workspace_id'))
    .addColumn('repo_id', 'text', (col) => col.notNull().references('repos.repo_id'))
    .addColumn('goal', 'text', required)
    .addColumn('status', 'text', oneOf('status', ...RUN_STATUS))
    .addColumn('reason', 'text')
    .addColumn('graph_id', 'text', required)
    .addColumn('thread_id', 'text')
    .addColumn('spec', json, required)
    .addColumn('base_sha', 'text')
    .addColumn('branch', 'text')
    .addColumn('commit_sha', 'text')
    .addColumn('changeset_id', 'text')
    .addColumn('retry_of', 'text')
    .addColumn('version', sql`bigint`, required)
    .addColumn('created_at', time, required)
    .addColumn('updated_at', time, required)
    .execute()
  await db.schema
    .createIndex('runs_by_workspace')
    .on('runs')
    .columns(['workspace_id', 'status', 'updated_at'])
    .execute()
  await db.schema
    .createIndex('runs_by_repo')
    .on('runs')
    .columns(['repo_id', 'status', 'updated_at'])
    .execute()
  await db.schema.createIndex('runs_newest').on('runs').column('run_id').execute()

  // Checkpoint writers read their epoch FOR SHARE here; on the actor's row that would block its turns.
  await db.schema
    .createTable('run_leases')
    .addColumn('run_id', 'text', id)
    .addColumn('epoch', 'integer', required)
    .execute()

  // The row that numbers a run's events, so that number order is commit order for whoever follows them.
  await db.schema
    .createTable('run_streams')
    .addColumn('run_id', 'text', id)
    .addColumn('last_seq', 'integer', required)
    .execute()
  await db.schema
    .createTable('run_events')
    .addColumn('run_id', 'text', required)
    .addColumn('seq', 'integer', required)
    .addColumn('type', 'text', required)
    .addColumn('title', 'text', required)
    .addColumn('actor', 'text')
    .addColumn('detail', json, required)
    .addColumn('created_at', time, required)
    .addPrimaryKeyConstraint('run_events_pk', ['run_id', 'seq'])
    .execute()
  await db.schema
    .createTable('run_transitions')
    .addColumn('run_id', 'text', required)
    .addColumn('version', sql`bigint`, required)
    .addColumn('ordinal', 'integer', required)
    .addColumn('from_status', 'text')
    .addColumn('to_status', 'text', oneOf('to_status', ...RUN_STATUS))
    .addColumn('reason', 'text')
    .addColumn('actor', 'text')
    .addColumn('created_at', time, required)
    .addPrimaryKeyConstraint('run_transitions_pk', ['run_id', 'version', 'ordinal'])
    .execute()

  await db.schema
    .createTable('artifacts')
    .addColumn('artifact_id', 'text', id)
    .addColumn('run_id', 'text', (col) => col.notNull().references('runs.run_id'))
    .addColumn('kind', 'text', required)
    .addColumn('title', 'text', required)
    .addColumn('uri', 'text', required)
    .addColumn('content_type', 'text', required)
    .addColumn('hash', 'text', required)
    .addColumn('size_bytes', sql`bigint`, required)
    .addColumn('created_at', time, required)
    .execute()
  await db.schema
    .createIndex('artifacts_of_run')
    .on('artifacts')
    .columns(['run_id', 'kind', 'created_at'])
    .execute()

  await db.schema
    .createTable('changeset_bundles')
    .addColumn('changeset_id', 'text', id)
    .addColumn('run_id', 'text', (col) => col.notNull().references('runs.run_id'))
    .addColumn('repo_id', 'text', required)
    .addColumn(
      'status',
      'text',
      oneOf('status', 'proposed', 'approved', 'applying', 'applied', 'rejected', 'failed', 'superseded'),
    )
    .addColumn('base_sha', 'text', required)
    .addColumn('branch', 'text', required)
    .addColumn('message', 'text', required)
    .addColumn('bundle_artifact_id', 'text', required)
    .addColumn('patch_artifact_id', 'text', required)
    .addColumn('interdiff_artifact_id', 'text')
    .addColumn('subject_hash', 'text', required)
    .addColumn('files', json, required)
    .addColumn('supersedes', 'text')
    .addColumn('applied_commit_sha', 'text')
    .addColumn('version', sql`bigint`, required)
    .addColumn('created_at', time, required)
    .addColumn('updated_at', time, required)
    .execute()
  await db.schema
    .createIndex('changesets_by_repo')
    .on('changeset_bundles')
    .columns(['repo_id', 'status', 'updated_at'])
    .execute()
}

async function createInbox(db: Kysely<unknown>, json: ColumnType, time: ColumnType): Promise<void> {
  await db.schema
    .createTable('inbox_items')
    .addColumn('item_id', 'text', id)
    .addColumn('workspace_id', 'text', required)
    .addColumn('run_id', 'text', (col) => col.notNull().references('runs.run_id'))
    .addColumn('repo_id', 'text', required)
    .addColumn('kind', 'text', oneOf('kind', ...ITEM_KIND))
    .addColumn('risk', 'text', oneOf('risk', 'low', 'medium', 'high'))
    .addColumn('status', 'text', oneOf('status', ...ITEM_STATUS))
    .addColumn('title', 'text', required)
    .addColumn('payload', json, required)
    .addColumn('subject_hash', 'text', required)
    .addColumn('allowed', json, required)
    .addColumn('decision', json)
    .addColumn('version', sql`bigint`, required)
    .addColumn('created_at', time, required)
    .addColumn('resolved_at', time)
    .execute()
  await db.schema.createIndex('inbox_by_status').on('inbox_items').columns(['status', 'item_id']).execute()
  await db.schema.createIndex('inbox_of_run').on('inbox_items').columns(['run_id', 'status']).execute()

  await db.schema
    .createTable('approvals')
    .addColumn('approval_id', 'text', id)
    .addColumn('item_id', 'text', (col) => col.notNull().references('inbox_items.item_id'))
    .addColumn('run_id', 'text', required)
    .addColumn('kind', 'text', oneOf('kind', ...ITEM_KIND))
    .addColumn('status', 'text', oneOf('status', 'pending', 'approved', 'rejected', 'superseded'))
    .addColumn('subject_hash', 'text', required)
    .addColumn('decision_id', 'text', (col) => col.unique())
    .addColumn('actor', 'text')
    .addColumn('notes', 'text')
    .addColumn('created_at', time, required)
    .addColumn('resolved_at', time)
    /** The write that used this decision; a decision allows one. */
    .addColumn('consumed_at', time)
    .addColumn('consumed_by', 'text')
    .addColumn('expires_at', time)
    .execute()
  await db.schema
    .createIndex('approvals_of_run')
    .on('approvals')
    .columns(['run_id', 'kind', 'status'])
    .execute()

  await db.schema
    .createTable('interrupts')
    .addColumn('item_id', 'text', (col) => col.primaryKey().references('inbox_items.item_id'))
    .addColumn('workspace_id', 'text', required)
    .addColumn('run_id', 'text', required)
    .addColumn('thread_id', 'text', required)
    .addColumn('checkpoint_id', 'text', required)
    .addColumn('interrupt_id', 'text', required)
    .addColumn('kind', 'text', oneOf('kind', ...ITEM_KIND))
    .addColumn('risk', 'text', oneOf('risk', 'low', 'medium', 'high'))
    .addColumn('status', 'text', oneOf('status', ...ITEM_STATUS))
    .addColumn('decision', json)
    .addColumn('created_at', time, required)
    .addColumn('resolved_at', time)
    .execute()
  await db.schema
    .createIndex('interrupts_by_status')
    .on('interrupts')
    .columns(['workspace_id', 'status', 'created_at'])
    .execute()
  await db.schema.createIndex('interrupts_of_run').on('interrupts').columns(['run_id', 'status']).execute()
}

async function createAudit(db: Kysely<unknown>, json: ColumnType, time: ColumnType): Promise<void> {
  await db.schema
    .createTable('audit_events')
    .addColumn('event_id', 'text', id)
    .addColumn('workspace_id', 'text')
    .addColumn('run_id', 'text')
    .addColumn('thread_id', 'text')
    .addColumn('node_id', 'text')
    .addColumn('type', 'text', required)
    .addColumn('payload', json, required)
    .addColumn('created_at', time, required)
    .execute()
  await db.schema.createIndex('audit_of_run').on('audit_events').columns(['run_id', 'created_at']).execute()
  await db.schema
    .createIndex('audit_of_workspace')
    .on('audit_events')
    .columns(['workspace_id', 'created_at'])
    .execute()

  // What the sealer has still to chain. Apart, so that an audit event's row is never touched again.
  await db.schema.createTable('audit_unsealed').addColumn('event_id', 'text', id).execute()
  await db.schema
    .createTable('audit_seals')
    .addColumn('seal_no', sql`bigint`, (col) => col.primaryKey())
    .addColumn('event_id', 'text', (col) => col.notNull().unique())
    .addColumn('hash', 'text', required)
    .execute()
}
