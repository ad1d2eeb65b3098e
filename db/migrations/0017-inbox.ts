import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** What waits is ordered by what must be done about it, and can be put off. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  const time = postgres ? sql`timestamptz` : sql`text`
  await db.schema.alterTable('inbox_items').addColumn('snoozed_until', time).execute()
  await db.schema
    .alterTable('inbox_items')
    .addColumn('priority', 'integer', (col) => col.notNull().defaultTo(0))
    .execute()
  // As the rules counted when this was written.
  await sql`
    update inbox_items set priority =
      case when risk = 'high' and kind <> 'run_start' then 0 else
        case kind when 'tool_call' then 10 when 'spend' then 20 when 'changeset_apply' then 30 when 'publish' then 30
          when 'question' then 40 else 50 end
      end + case risk when 'high' then 0 when 'medium' then 1 else 2 end
  `.execute(db)
  await db.schema
    .createIndex('inbox_by_priority')
    .on('inbox_items')
    .columns(['status', 'priority', 'item_id'])
    .execute()
  await db.schema
    .createIndex('inbox_snoozed')
    .on('inbox_items')
    .columns(['priority', 'item_id'])
    .where(sql.ref('snoozed_until'), 'is not', null)
    .execute()
  await db.schema.createIndex('inbox_by_end').on('inbox_items').column('resolved_at').execute()
}
