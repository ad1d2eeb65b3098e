import { Kysely, PostgresDialect, type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import type { Store } from '../../packages/store/src/open-store.ts'
import type { Tables } from '../../packages/store/src/tables.ts'
import { crowdRows } from './crowd-rows.fixture.ts'
import type { Size } from './crowd-size.fixture.ts'
import { insertWords } from './insert-words.fixture.ts'

/** Fills a new database as if much had happened in it. */
export async function fillCrowd({ database }: Store, size: Size): Promise<void> {
  const rows = crowdRows(database.dialect, size)
  if (database.postgres) await fillPostgres(database.postgres.url, [...rows, carriedJobs(size)])
  else await fillSqlite(database.writer, rows)
}

/** On a connection of its own, which may take its time. */
async function fillPostgres(url: string, rows: RawBuilder<unknown>[]): Promise<void> {
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) }),
  })
  // Nothing is checked row by row: the numbers make sure that what is referred to is there.
  await sql`set session_replication_role = replica`.execute(db)
  await sql`set maintenance_work_mem = '128MB'`.execute(db)
  const indexes = await dropIndexes(db)
  for (const row of rows) await row.execute(db)
  for (const index of indexes) await sql.raw(index).execute(db)
  await sql`vacuum analyze`.execute(db)
  await db.destroy()
}

/** An index that is made of what is there costs a third of one that grows with it. Returns how to make them again. */
async function dropIndexes(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ indexname: string; indexdef: string }>`
    select indexname, indexdef from pg_indexes join pg_index on indexrelid = indexname::regclass
    where schemaname = 'public' and not indisunique`.execute(db)
  for (const { indexname } of rows) await sql`drop index ${sql.ref(indexname)}`.execute(db)
  return rows.map(({ indexdef }) => indexdef)
}

/** What carries the open effects, and what carried others today. */
function carriedJobs({ open, blocked, ended }: Size): RawBuilder<unknown> {
  const { id, numbers } = insertWords('postgres')
  return sql.raw(`
    insert into pgboss.job (name, state, data, created_on, start_after, completed_on)
    select 'runs', (case when n <= ${open} then 'created' else 'completed' end)::pgboss.job_state,
      jsonb_build_object('effectId', ${id(`n + ${2 * (blocked + ended)}`)}, 'generation', 1), now(), now(),
      case when n > ${open} then now() end
    from ${numbers(open * 5)}`)
}

async function fillSqlite(db: Kysely<Tables>, rows: RawBuilder<unknown>[]): Promise<void> {
  await sql`pragma foreign_keys = off`.execute(db)
  await db.transaction().execute(async (tx) => {
    for (const row of rows) await row.execute(tx)
  })
  await sql`pragma foreign_keys = on`.execute(db)
  await sql`analyze`.execute(db)
}
