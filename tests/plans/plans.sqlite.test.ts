import { DatabaseSync } from 'node:sqlite'
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Bench, openSqliteBench } from '../../packages/store/conformance/bench.ts'
import type { Tables } from '../../packages/store/src/tables.ts'
import { fillCrowd } from './crowd.fixture.ts'
import { TENTH } from './crowd-size.fixture.ts'
import { type Scene, type Subject, sceneOf } from './subject.fixture.ts'
import { SUBJECTS } from './subjects.fixture.ts'

/** SQLite tells of a statement's plan when it is prepared, and each is prepared once. */
describe('SQLite finds by index', () => {
  let bench: Bench
  let scene: Scene
  let partial: Set<string>
  const prepared = vi.spyOn(DatabaseSync.prototype, 'prepare')
  const judged = new Set<string>()
  beforeAll(async () => {
    bench = await openSqliteBench()
    await fillCrowd(bench.store, TENTH)
    scene = sceneOf('sqlite', bench.directory, bench.store, TENTH)
    partial = await partialIndexes(bench.store.database.read)
  }, 120_000)
  afterAll(async () => {
    prepared.mockRestore()
    await bench.dispose()
  })

  test.each(SUBJECTS.map((subject) => [subject.what, subject] as const))(
    '%s',
    async (_what, { ask, limits }) => {
      prepared.mockClear()
      await ask(scene)
      const statements = prepared.mock.calls
        .map(([statement]) => statement)
        .filter((text) => /^\s*(select|with|update|delete|insert)/i.test(text))
      for (const statement of statements) {
        const { rows } = await sql<{ detail: string }>`${sql.raw(`explain query plan ${statement}`)}`.execute(
          bench.store.database.writer,
        )
        const steps = rows.map(({ detail }) => detail)
        expect(problemsOf(steps, statement, limits), `${statement}\n${steps.join('\n')}`).toEqual([])
        judged.add(statement)
      }
    },
  )

  // Where nothing is heard any more, nothing is found wrong.
  test('what all of them ask', () => {
    expect(judged.size).toBeGreaterThan(SUBJECTS.length)
  })

  /** A partial index holds what waits, and may be read to its end; any other only for a page in its order. */
  function problemsOf(steps: string[], statement: string, limits: Subject['limits']): string[] {
    const isPage = /\blimit\b/i.test(statement)
    const scans = steps.filter((step) => {
      const [, name = '', index] = step.match(/^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/) ?? []
      const table = GROWING.get(name)
      if (table === undefined || limits?.whole?.includes(table)) return false
      return index === undefined || !(isPage || partial.has(index))
    })
    const many = steps.some((step) =>
      /^SEARCH .*\(((queue|status|kind|repo_id)[=<>]+\?( AND )?)+\)/.test(step),
    )
    const sorts = steps.filter((step) => step === 'USE TEMP B-TREE FOR ORDER BY')
    return [...scans, ...(isPage && many && !limits ? sorts : [])]
  }
})

/** And what statements call them. */
const NAMES: Record<string, string[]> = {
  actors: ['actor'],
  actor_messages: ['message'],
  message_ids: [],
  requests: ['old'],
  effects: ['effect'],
  timers: [],
  runs: ['run'],
  run_events: [],
  run_transitions: [],
  artifacts: ['log'],
  changeset_bundles: ['changeset'],
  inbox_items: [],
  approvals: [],
  interrupts: [],
  audit_events: ['event'],
  audit_seals: ['seal'],
}
const GROWING = new Map(
  Object.entries(NAMES).flatMap(([table, names]) => [table, ...names].map((name) => [name, table] as const)),
)

async function partialIndexes(db: Kysely<Tables>): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`
    select list.name from sqlite_schema as made, pragma_index_list(made.name) as list
    where made.type = 'table' and list.partial = 1`.execute(db)
  return new Set(rows.map(({ name }) => name))
}
