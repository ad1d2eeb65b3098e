import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely'

const required = (col: ColumnDefinitionBuilder) => col.notNull()
type ColumnType = RawBuilder<unknown>

/** What GitHub knows, kept here, and the pull requests that runs became. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  const json = postgres ? sql`jsonb` : sql`text`
  const time = postgres ? sql`timestamptz` : sql`text`

  await createSync(db, json, time)
  await createCache(db, json, time)
  await createConnection(db, json, time)
  await createPullRequests(db, json, time)
}

async function createSync(db: Kysely<unknown>, json: ColumnType, time: ColumnType): Promise<void> {
  await db.schema
    .createTable('repo_sync_state')
    .addColumn('repo_id', 'text', (col) => col.primaryKey().references('repos.repo_id'))
    .addColumn('depth', 'text', required)
    .addColumn('imported_at', time)
    .addColumn('status', 'text', required)
    .addColumn('mode', 'text')
    // The newest change seen, from the data and never from a clock: what is asked for next begins a little before.
    .addColumn('issues_cursor_updated_at', time)
    .addColumn('prs_cursor_updated_at', time)
    .addColumn('comments_cursor_updated_at', time)
    .addColumn('review_comments_cursor_updated_at', time)
    .addColumn('repo_head_sha', 'text')
    .addColumn('last_indexed_sha', 'text')
    .addColumn('etags', json, required)
    // Where an import has got to, so that the next attempt goes on there.
    .addColumn('position', json)
    .addColumn('progress', json)
    // Counted as objects are written: a list of repositories must not count them each time.
    .addColumn('open_issues', 'integer', required)
    .addColumn('open_pulls', 'integer', required)
    .addColumn('objects', 'integer', required)
    .addColumn('consecutive_failures', 'integer', required)
    .addColumn('last_error', json)
    .addColumn('rate', json)
    .addColumn('last_sync_at', time)
    .addColumn('last_change_at', time)
    .addColumn('reconciled_at', time)
    .addColumn('next_poll_at', time)
    .addColumn('clone_fetched_at', time)
    .addColumn('clone_error', json)
    .addColumn('updated_at', time, required)
    .execute()
}

async function createCache(db: Kysely<unknown>, json: ColumnType, time: ColumnType): Promise<void> {
  await db.schema
    .createTable('github_objects')
    .addColumn('object_id', 'text', (col) => col.primaryKey())
    .addColumn('repo_id', 'text', (col) => col.notNull().references('repos.repo_id'))
    .addColumn('kind', 'text', (col) => col.notNull().check(sql`kind in ('issue', 'pr')`))
    .addColumn('number', 'integer', required)
    .addColumn('title', 'text', required)
    .addColumn('state', 'text', (col) =>
      col.notNull().check(sql`state in ('open', 'closed', 'merged', 'deleted', 'transferred')`),
    )
    .addColumn('author', 'text')
    .addColumn('association', 'text', required)
    .addColumn('labels', json, required)
    .addColumn('comments', 'integer', required)
    .addColumn('created_at', time, required)
    .addColumn('updated_at', time, required)
    .addColumn('raw', json, required)
    // What only the list of pull requests says; null until it was read.
    .addColumn('pull', json)
    .addColumn('head_ref', 'text')
    .addColumn('head_sha', 'text')
    .addUniqueConstraint('github_objects_number', ['repo_id', 'kind', 'number'])
    .execute()
  // By what the page filters with: each is read newest first, as far as a page goes.
  const filters = {
    by_update: [],
    by_kind: ['kind'],
    by_state: ['state'],
    by_kind_and_state: ['kind', 'state'],
  }
  for (const [name, columns] of Object.entries(filters)) {
    await db.schema
      .createIndex(`github_objects_${name}`)
      .on('github_objects')
      .columns(['repo_id', ...columns, 'updated_at', 'object_id'])
      .execute()
  }
  // Few at any time: pull requests that only the list of issues has shown so far.
  await db.schema
    .createIndex('github_objects_without_pull')
    .on('github_objects')
    .columns(['repo_id', 'number'])
    .where(sql.ref('kind'), '=', sql.lit('pr'))
    .where(sql.ref('pull'), 'is', null)
    .execute()

  await db.schema
    .createTable('github_comments')
    .addColumn('repo_id', 'text', (col) => col.notNull().references('repos.repo_id'))
    .addColumn('kind', 'text', (col) => col.notNull().check(sql`kind in ('issue_comment', 'review_comment')`))
    .addColumn('github_id', sql`bigint`, required)
    .addColumn('number', 'integer', required)
    .addColumn('author', 'text')
    .addColumn('association', 'text', required)
    .addColumn('body', 'text', required)
    .addColumn('path', 'text')
    .addColumn('line', 'integer')
    .addColumn('url', 'text', required)
    .addColumn('created_at', time, required)
    .addColumn('updated_at', time, required)
    .addPrimaryKeyConstraint('github_comments_pk', ['repo_id', 'kind', 'github_id'])
    .execute()
  await db.schema
    .createIndex('github_comments_of_object')
    .on('github_comments')
    .columns(['repo_id', 'number', 'created_at'])
    .execute()

  await db.schema
    .createTable('github_labels')
    .addColumn('repo_id', 'text', (col) => col.notNull().references('repos.repo_id'))
    .addColumn('name', 'text', required)
    .addColumn('color', 'text', required)
    .addColumn('description', 'text')
    .addPrimaryKeyConstraint('github_labels_pk', ['repo_id', 'name'])
    .execute()
}

async function createConnection(db: Kysely<unknown>, json: ColumnType, time: ColumnType): Promise<void> {
  // One row, under the name of what was asked: how the credential stands.
  await db.schema
    .createTable('github_connection')
    .addColumn('connection_id', 'text', (col) => col.primaryKey())
    .addColumn('status', 'text', required)
    .addColumn('connection', json)
    .addColumn('error', json)
    .addColumn('updated_at', time, required)
    .execute()
  await db.schema
    .createTable('github_visible_repos')
    .addColumn('full_name', 'text', (col) => col.primaryKey())
    // In the order in which GitHub lists them.
    .addColumn('position', 'integer', required)
    .addColumn('facts', json, required)
    .execute()
  await db.schema
    .createIndex('github_visible_repos_in_order')
    .on('github_visible_repos')
    .column('position')
    .execute()
  await db.schema
    .createTable('github_estimates')
    .addColumn('full_name', 'text', (col) => col.primaryKey())
    .addColumn('status', 'text', required)
    .addColumn('estimate', json)
    .addColumn('error', json)
    .addColumn('updated_at', time, required)
    .execute()
  // GitHub's deliveries, against a second one with the same id or the same body.
  await db.schema
    .createTable('webhook_deliveries')
    .addColumn('delivery_id', 'text', (col) => col.primaryKey())
    .addColumn('body_hash', 'text', (col) => col.notNull().unique())
    .addColumn('event', 'text', required)
    .addColumn('full_name', 'text')
    .addColumn('received_at', time, required)
    .execute()
  await db.schema
    .createIndex('webhook_deliveries_oldest')
    .on('webhook_deliveries')
    .column('received_at')
    .execute()
}

async function createPullRequests(db: Kysely<unknown>, json: ColumnType, time: ColumnType): Promise<void> {
  await db.schema
    .createTable('run_pull_requests')
    .addColumn('run_id', 'text', (col) => col.primaryKey().references('runs.run_id'))
    .addColumn('repo_id', 'text', required)
    .addColumn('number', 'integer', required)
    .addColumn('branch', 'text', required)
    .addColumn('pull_request', json, required)
    .addColumn('seen_at', time)
    .addColumn('updated_at', time, required)
    .addUniqueConstraint('run_pull_requests_number', ['repo_id', 'number'])
    .execute()
  await db.schema.alterTable('runs').addColumn('follows', 'text').execute()
}
