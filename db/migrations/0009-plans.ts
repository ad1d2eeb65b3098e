import type { Kysely } from 'kysely'

/** What the lists look for leads their indexes; what no query looks for goes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('runs_by_workspace').execute()
  await db.schema.dropIndex('runs_by_repo').execute()
  for (const unused of [
    'audit_of_workspace',
    'changesets_by_repo',
    'approvals_of_run',
    'interrupts_of_run',
    'interrupts_by_status',
  ]) {
    await db.schema.dropIndex(unused).execute()
  }
  // The primary key's twin.
  await db.schema.dropIndex('runs_newest').execute()
  await db.schema.createIndex('runs_by_status').on('runs').columns(['status', 'run_id']).execute()
  await db.schema.createIndex('runs_of_repo').on('runs').columns(['repo_id', 'run_id']).execute()
  await db.schema
    .createIndex('runs_of_repo_by_status')
    .on('runs')
    .columns(['repo_id', 'status', 'run_id'])
    .execute()

  await db.schema.createIndex('inbox_of_repo').on('inbox_items').columns(['repo_id', 'item_id']).execute()
  await db.schema
    .createIndex('inbox_of_repo_by_status')
    .on('inbox_items')
    .columns(['repo_id', 'status', 'item_id'])
    .execute()
  await db.schema.createIndex('inbox_by_kind').on('inbox_items').columns(['kind', 'item_id']).execute()

  // Every decision resolves the approval of its item.
  await db.schema.createIndex('approvals_of_item').on('approvals').column('item_id').execute()

  // Whether a request's message still waits. Only requests behind other mail have one.
  await db.schema
    .createIndex('actor_messages_replying')
    .on('actor_messages')
    .column('reply_to')
    .where('reply_to', 'is not', null)
    .execute()
}
