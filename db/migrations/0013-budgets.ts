import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter, sql } from 'kysely'

const required = (col: ColumnDefinitionBuilder) => col.notNull()

/** What may be spent, what was, and by which calls. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  const json = postgres ? sql`jsonb` : sql`text`
  const time = postgres ? sql`timestamptz` : sql`text`
  const big = postgres ? sql`bigint` : sql`integer`

  await db.schema
    .createTable('budget_limits')
    .addColumn('workspace_id', 'text', required)
    .addColumn('kind', 'text', (col) => col.notNull().check(sql`kind in ('repo', 'day', 'provider', 'tool')`))
    // '*' is each that has no limits of its own.
    .addColumn('key', 'text', required)
    .addColumn('limits', json, required)
    .addColumn('version', 'integer', required)
    .addColumn('updated_at', time, required)
    .addPrimaryKeyConstraint('budget_limits_pk', ['workspace_id', 'kind', 'key'])
    .execute()

  // One row for each scope and day; runs have theirs in run_budgets.
  await db.schema
    .createTable('budget_counts')
    .addColumn('workspace_id', 'text', required)
    .addColumn('day', 'text', required)
    .addColumn('kind', 'text', (col) => col.notNull().check(sql`kind in ('repo', 'day', 'provider', 'tool')`))
    .addColumn('key', 'text', required)
    .addColumn('spent', json, required)
    .addColumn('reserved', json, required)
    .addColumn('extra', json, required)
    .addColumn('warned', json, required)
    .addColumn('exhausted', json, required)
    .addColumn('updated_at', time, required)
    .addPrimaryKeyConstraint('budget_counts_pk', ['workspace_id', 'day', 'kind', 'key'])
    .execute()

  await db.schema
    .createTable('run_budgets')
    .addColumn('run_id', 'text', (col) => col.primaryKey())
    .addColumn('workspace_id', 'text', required)
    .addColumn('repo_id', 'text', required)
    .addColumn('limits', json, required)
    .addColumn('spent', json, required)
    .addColumn('reserved', json, required)
    .addColumn('warned', json, required)
    .addColumn('exhausted', json, required)
    // The turn of the budget's actor that last changed it: a budget that has forgotten the run believes no older row.
    .addColumn('version', 'integer', required)
    .addColumn('opened_at', time, required)
    .addColumn('closed_at', time)
    .addColumn('updated_at', time, required)
    .execute()

  await db.schema
    .createTable('model_prices')
    .addColumn('workspace_id', 'text', required)
    .addColumn('model', 'text', required)
    .addColumn('input_micro_usd_per_million', big, required)
    .addColumn('output_micro_usd_per_million', big, required)
    .addColumn('updated_at', time, required)
    .addPrimaryKeyConstraint('model_prices_pk', ['workspace_id', 'model'])
    .execute()

  await db.schema
    .createTable('run_spend')
    .addColumn('run_id', 'text', required)
    .addColumn('reservation_id', 'text', required)
    .addColumn('call_id', 'text', required)
    .addColumn('provider', 'text')
    .addColumn('model', 'text')
    .addColumn('tool', 'text')
    .addColumn('input_tokens', big, required)
    .addColumn('output_tokens', big, required)
    .addColumn('tokens', big, required)
    .addColumn('seconds', big, required)
    // Null for a model that had no price.
    .addColumn('micro_usd', big)
    // 1: nobody said what it cost, so it counts as what it could cost at most.
    .addColumn('lost', 'integer', required)
    .addColumn('at', time, required)
    .addPrimaryKeyConstraint('run_spend_pk', ['run_id', 'reservation_id'])
    .execute()
}
