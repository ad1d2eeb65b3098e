import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Bench, openPostgresBench, openSqliteBench } from '../../packages/store/conformance/bench.ts'
import { BACKLOG_QUERIES, overdueTimers } from '../../packages/store/src/backlog.ts'

const OPEN = { postgres: () => openPostgresBench(inject('postgresUrl')), sqlite: openSqliteBench }

/** What is looked at every few seconds reads what waits, however much is done. */
describe.each(['postgres', 'sqlite'] as const)('the backlog on %s', (dialect) => {
  let bench: Bench
  beforeAll(async () => {
    bench = await OPEN[dialect]()
    await fill(bench)
  })
  afterAll(() => bench.dispose())

  const planOf = async (query: ReturnType<typeof overdueTimers>): Promise<string> => {
    const how = dialect === 'postgres' ? sql`explain` : sql`explain query plan`
    const { rows } = await sql<Record<string, unknown>>`${how} ${query}`.execute(bench.store.database.read)
    return rows.map((row) => String(row['QUERY PLAN'] ?? row.detail)).join('\n')
  }
  // On SQLite “SCAN effects USING INDEX” reads an index, which holds only what waits.
  const WHOLE_TABLE = dialect === 'postgres' ? /Seq Scan/ : /SCAN (?!CONSTANT)\w+(?! USING)(\s|$)/

  test.each([
    ['unfinished', BACKLOG_QUERIES.unfinished, 'effects_unfinished'],
    ['unsuccessful', BACKLOG_QUERIES.unsuccessful, 'effects_unsuccessful'],
    ['unstarted', BACKLOG_QUERIES.unstarted, 'effects_unfinished'],
    ['inbox', BACKLOG_QUERIES.inbox, 'inbox_by_status'],
    ['timers', overdueTimers('2026-01-01T00:00:00.000Z'), 'timers_due'],
  ] as const)('finds %s by its index', async (_name, query, index) => {
    const plan = await planOf(query as ReturnType<typeof overdueTimers>)
    expect(plan).toContain(index)
    expect(plan).not.toMatch(WHOLE_TABLE)
  })
})

const DONE = 20_000

/** Much that is done, and a little that waits. */
async function fill({ dialect, store }: Bench): Promise<void> {
  const db = store.database.writer
  const numbers =
    dialect === 'postgres'
      ? sql`(select n, lpad(n::text, 9, '0') as id from generate_series(1, ${sql.lit(DONE)}) as n) as numbers`
      : sql`(with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${sql.lit(DONE)})
          select n, printf('%09d', n) as id from numbers) as numbers`
  await sql`
    insert into effects (effect_id, kind, key, verb, queue, on_lost, payload, status, generation, created_at, finished_at)
    select id, 'k', id, 'v', 'runs', 'retry', '{}',
      case when n % 500 = 0 then 'open' when n % 501 = 0 then 'failed' else 'succeeded' end, 1, '2025-01-01T00:00:00.000Z',
      case when n % 500 = 0 then null else ${dialect === 'postgres' ? sql`timestamptz '2025-01-02'` : sql`'2025-01-02T00:00:00.000Z'`} end
    from ${numbers}`.execute(db)
  await sql`
    insert into timers (kind, key, name, generation, due_at, message)
    select 'k', id, 't', 1, ${dialect === 'postgres' ? sql`timestamptz '2999-01-01'` : sql`'2999-01-01T00:00:00.000Z'`}, '{}'
    from ${numbers}`.execute(db)
  // Only the inbox is asked here, so the runs behind the items are left out.
  await (dialect === 'postgres'
    ? sql`alter table inbox_items drop constraint if exists inbox_items_run_id_fkey`
    : sql`pragma foreign_keys = off`
  ).execute(db)
  await sql`
    insert into inbox_items (item_id, workspace_id, run_id, repo_id, kind, risk, status, title, payload, subject_hash, allowed, version, created_at)
    select id, 'w', id, 'r', 'run_start', 'low', case when n % 100 = 0 then 'pending' else 'approved' end,
      'title', '{}', 'hash', '[]', 1, '2025-01-01T00:00:00.000Z'
    from ${numbers}`.execute(db)
  await sql`analyze`.execute(db)
  if (dialect === 'postgres') await sql`vacuum analyze effects`.execute(db)
}
