import { type RawBuilder, sql } from 'kysely'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

/** The schemas of our tables, of pg-boss and of LangGraph's checkpoints. */
const SCHEMAS = ['public', 'pgboss', 'langgraph']

/** What a role may do that serves and works. It may not truncate, alter or drop anything. */
const USUAL = 'select, insert, update, delete'

/** Where less will do: nothing is ever taken back from the audit trail, nor a decision deleted. */
const LESS: Partial<Record<keyof Tables | 'kysely_migration' | 'kysely_migration_lock', string>> = {
  audit_events: 'select, insert',
  audit_seals: 'select, insert',
  audit_unsealed: 'select, insert, delete',
  run_transitions: 'select, insert',
  inbox_items: 'select, insert, update (status, version, resolved_at, decision, snoozed_until)',
  approvals:
    'select, insert, update (status, resolved_at, decision_id, actor, notes, expires_at, consumed_at, consumed_by)',
  interrupts: 'select, insert, update (status, resolved_at, decision)',
  grant_uses: 'select, insert',
  kysely_migration: 'select',
  kysely_migration_lock: 'select',
}

/** There is nobody to grant anything to, or it is not this user's to grant. */
export class GrantError extends Error {
  override name = 'GrantError'
}

/**
 * Gives a role what running pm-bot takes, and nothing else: what it had beyond is taken away. In one
 * transaction, so that processes which run as this role do not notice. Repeated after every migration,
 * because new tables belong to the owner alone.
 */
export async function grantRuntimeRole({ writer }: Database, role: string): Promise<void> {
  const to = sql.id(role)
  await writer.transaction().execute(async (db) => {
    const run = (statement: RawBuilder<unknown>) => statement.execute(db)
    const { rows } = await sql`select 1 from pg_roles where rolname = ${role}`.execute(db)
    if (rows.length === 0) {
      throw new GrantError(`there is no database role “${role}”; create it first`)
    }

    // Postgres takes a grant by anybody else for a mere warning.
    const owner = await sql<{ owns: boolean }>`
      select pg_has_role(relowner, 'usage') as owns from pg_class where oid = 'public.audit_events'::regclass
    `.execute(db)
    if (!owner.rows[0]?.owns) {
      throw new GrantError('the user of DATABASE_URL does not own the tables; run this as the one who does')
    }

    const present = await sql<{ nspname: string }>`
      select nspname from pg_namespace where nspname = any(${SCHEMAS})
    `.execute(db)
    for (const schema of present.rows.map(({ nspname }) => sql.id(nspname))) {
      await run(sql`revoke all on schema ${schema} from ${to}`)
      await run(sql`revoke all on all tables in schema ${schema} from ${to}`)
      await run(sql`grant usage on schema ${schema} to ${to}`)
      await run(sql`grant ${sql.raw(USUAL)} on all tables in schema ${schema} to ${to}`)
      await run(sql`grant usage on all sequences in schema ${schema} to ${to}`)
    }
    for (const [table, rights] of Object.entries(LESS)) {
      await run(sql`revoke all on public.${sql.id(table)} from ${to}`)
      await run(sql`grant ${sql.raw(rights)} on public.${sql.id(table)} to ${to}`)
    }
  })
}
