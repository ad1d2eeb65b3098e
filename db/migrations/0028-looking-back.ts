import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** What was spent without a price is counted by day, and what was decided of calls is found by when. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  await db.schema
    .alterTable('budget_counts')
    .addColumn('unpriced_calls', 'integer', (col) => col.notNull().defaultTo(0))
    .execute()
  // Of calls that the ledger still has. A call that ended after midnight counts on that day here.
  const day = postgres ? sql`to_char(call.at at time zone 'UTC', 'YYYY-MM-DD')` : sql`substr(call.at, 1, 10)`
  const unpriced = sql`(
    select run.workspace_id, ${day} as day, call.provider, count(*) as calls
    from run_spend as call join run_budgets as run on run.run_id = call.run_id
    where call.micro_usd is null
    group by 1, 2, 3)`
  await sql`
    update budget_counts set unpriced_calls = found.calls
    from (select workspace_id, day, sum(calls) as calls from ${unpriced} as each group by 1, 2) as found
    where kind = 'day' and found.workspace_id = budget_counts.workspace_id and found.day = budget_counts.day
  `.execute(db)
  await sql`
    update budget_counts set unpriced_calls = found.calls from ${unpriced} as found
    where kind = 'provider' and key = found.provider and found.workspace_id = budget_counts.workspace_id
      and found.day = budget_counts.day
  `.execute(db)
  await db.schema
    .createIndex('inbox_calls_by_end')
    .on('inbox_items')
    .column('resolved_at')
    .where(sql.ref('kind'), '=', sql.lit('tool_call'))
    .execute()
}
