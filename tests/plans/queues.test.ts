import { createRedactor } from '@pm-bot/domain'
import { CompiledQuery, type Kysely, type KyselyPlugin, type RootOperationNode, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Bench, openPostgresBench, openSqliteBench } from '../../packages/store/conformance/bench.ts'
import { listActors } from '../../packages/store/src/actors.ts'
import type { Reader } from '../../packages/store/src/database.ts'
import { listJobs, selectJobs } from '../../packages/store/src/jobs.ts'
import { listQueueSamples } from '../../packages/store/src/queue-samples.ts'
import { listQueues } from '../../packages/store/src/queues.ts'
import { listRunWork, readRunWork } from '../../packages/store/src/run-work.ts'
import type { Tables } from '../../packages/store/src/tables.ts'
import { listWorkers } from '../../packages/store/src/worker-list.ts'

const OPEN = { postgres: () => openPostgresBench(inject('postgresUrl')), sqlite: openSqliteBench }
const redactor = createRedactor([])

/** What the page asks for all the time reads what it shows, however much is done. */
describe.each(['postgres', 'sqlite'] as const)('the queue admin on %s', (dialect) => {
  let bench: Bench
  beforeAll(async () => {
    bench = await OPEN[dialect]()
    await fill(bench)
  }, 60_000)
  afterAll(() => bench.dispose())

  /** The plans of all that is asked meanwhile. */
  async function plansOf(work: (reader: Reader) => Promise<unknown>): Promise<string[]> {
    const { read, now } = bench.store.database
    const asked: CompiledQuery[] = []
    const recorder: KyselyPlugin = {
      transformQuery({ node, queryId }) {
        asked.push(read.getExecutor().compileQuery(node as RootOperationNode, queryId))
        return node
      },
      transformResult: async ({ result }) => result,
    }
    await work({ dialect, now, read: read.withPlugin(recorder) })
    return await Promise.all(asked.map((query) => planOf(read, query)))
  }
  async function planOf(read: Kysely<Tables>, query: CompiledQuery): Promise<string> {
    const how = dialect === 'postgres' ? 'explain' : 'explain query plan'
    const { rows } = await read.executeQuery<Record<string, unknown>>(
      CompiledQuery.raw(`${how} ${query.sql}`, [...query.parameters]),
    )
    return rows.map((row) => String(row['QUERY PLAN'] ?? row.detail)).join('\n')
  }
  const WHOLE_TABLE =
    dialect === 'postgres'
      ? /Seq Scan on effects|Seq Scan on actor/
      : /SCAN (effects|actor\w*)(?! USING)(\s|$)/

  test.each([
    [
      'the queues',
      (reader: Reader) => listQueues(reader),
      ['effects_open', 'effects_running', 'effects_failed', 'effects_ended', 'effects_started'],
    ],
    [
      'a page of waiting jobs',
      (reader: Reader) => listJobs(reader, redactor, { queue: 'runs', state: 'waiting', limit: 50 }),
      ['effects_(by_state|pkey)'],
    ],
    [
      'delayed jobs',
      (reader: Reader) => listJobs(reader, redactor, { queue: 'runs', state: 'delayed', limit: 50 }),
      ['effects_open'],
    ],
    [
      'a page of done jobs',
      (reader: Reader) => listJobs(reader, redactor, { queue: 'runs', state: 'succeeded', limit: 50 }),
      ['effects_(by_state|pkey)'],
    ],
    [
      'the jobs of a run',
      (reader: Reader) => listJobs(reader, redactor, { queue: 'runs', runId: '1', limit: 50 }),
      ['effects_of_actor'],
    ],
    [
      'why a run waits',
      (reader: Reader) => readRunWork(reader, redactor, '000000010'),
      ['effects_of_actor', 'effects_open', 'actor_messages_waiting'],
    ],
    [
      'why the runs wait that have work',
      (reader: Reader) => listRunWork(reader, redactor, 50),
      ['effects_open', 'effects_(running|unfinished)', 'actor_messages_parked'],
    ],
    [
      'what is redriven',
      (reader: Reader) => selectJobs(reader, { queue: 'runs', state: 'failed' }, 10),
      ['effects_'],
    ],
    ['the samples of a queue', (reader: Reader) => listQueueSamples(reader, 'runs', 60), ['queue_samples']],
    [
      'actors with mail',
      (reader: Reader) => listActors(reader, redactor, { status: 'with-mail', limit: 50 }),
      ['actor_messages_waiting'],
    ],
    [
      'actors with parked mail',
      (reader: Reader) => listActors(reader, redactor, { status: 'parked', limit: 50 }),
      ['actor_messages_parked'],
    ],
    [
      'suspected actors',
      (reader: Reader) => listActors(reader, redactor, { status: 'suspected', limit: 50 }),
      ['actors_suspected'],
    ],
  ] as const)('finds %s by index', async (name, work, indexes) => {
    const plans = (await plansOf(work)).join('\n')
    for (const index of indexes) expect(plans).toMatch(new RegExp(index))
    expect(plans).not.toMatch(WHOLE_TABLE)
    if (name.startsWith('a page')) expect(plans).not.toMatch(/Sort|TEMP B-TREE/)
  })

  test('finds what workers do by index', async () => {
    await sql`insert into workers (worker_id, host, pid, version, queues, lock_key, started_at, heartbeat_at)
      values ('w', 'h', 1, '1', '{}', 1, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')`.execute(
      bench.store.database.writer,
    )
    expect((await plansOf((reader) => listWorkers(reader))).join('\n')).toContain('effects_running')
  })
})

const DONE = 40_000

/** Much that is done, a tenth of it that waits, and mail for some of very many actors. */
async function fill({ dialect, store }: Bench): Promise<void> {
  const db = store.database.writer
  const postgres = dialect === 'postgres'
  const time = (text: string) => (postgres ? sql`timestamptz ${sql.lit(text)}` : sql.lit(text))
  const old = time('2025-01-01T00:00:00.000Z')
  const numbers = postgres
    ? sql`(select n, lpad(n::text, 9, '0') as id from generate_series(1, ${sql.lit(DONE)}) as n) as numbers`
    : sql`(with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${sql.lit(DONE)})
        select n, printf('%09d', n) as id from numbers) as numbers`
  await sql`
    insert into effects (effect_id, kind, key, verb, queue, on_lost, payload, status, generation, worker_id, created_at, available_at, started_at, finished_at)
    select id, 'run', id, 'v', case when n % 3 = 0 then 'sync' else 'runs' end, 'retry', '{}',
      case when n % 10 = 0 then 'open' when n % 5001 = 0 then 'running' when n % 501 = 0 then 'failed' else 'succeeded' end,
      1, id, ${old}, ${old}, case when n % 10 = 0 then null else ${old} end,
      case when n % 10 = 0 or n % 5001 = 0 then null else ${old} end
    from ${numbers}`.execute(db)
  await sql`
    insert into actors (kind, key, created_at, updated_at, suspected_at)
    select 'run', id, ${old}, ${old}, case when n % 1000 = 0 then ${old} end from ${numbers}`.execute(db)
  await sql`
    insert into actor_messages (message_id, kind, key, seq, body, accepted_at, parked_at)
    select id, 'run', id, 1, '{}', ${old}, case when n % 200 = 0 then ${old} end from ${numbers} where n % 20 = 0`.execute(
    db,
  )
  await sql`
    insert into queue_samples (queue, bucket, waiting, delayed, active, oldest_wait_ms)
    select 'runs', 178000000 + n, 1, 1, 1, 1 from ${numbers} where n < 8640`.execute(db)
  if (postgres) await sql`vacuum analyze`.execute(db)
  else await sql`analyze`.execute(db)
}
