import { type Kysely, PostgresAdapter, sql } from 'kysely'

/**
 * By what the audit trail is looked through. As indexes and not as columns: what an event's row holds is sealed as it is.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  const said = (name: string) =>
    sql.raw(postgres ? `(payload->>'${name}')` : `json_extract(payload, '$.${name}')`)
  await db.schema.createIndex('audit_by_type').on('audit_events').columns(['type', 'event_id']).execute()
  await sql`create index audit_by_actor on audit_events (${said('by')}, event_id)`.execute(db)
  await sql`create index audit_of_repo on audit_events (${said('repoId')}, event_id)
    where ${said('repoId')} is not null`.execute(db)
}
