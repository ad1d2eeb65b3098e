import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { readBacklog } from '../src/backlog.ts'
import { listLiveRoles, listProcessSnapshots, saveProcessSnapshot } from '../src/process-metrics.ts'
import type { Bench } from './bench.ts'
import { setStage } from './stage.ts'

export function describeBacklog(bench: () => Bench): void {
  const backlog = () => readBacklog(bench().store.database)

  describe('the backlog', () => {
    test('counts mail that waits and mail that is parked', async () => {
      const stage = setStage(bench())
      const before = await backlog()
      await stage.tell('a', { note: 'waits' })
      await stage.tell('a', { note: 'waits too' })
      const between = await backlog()
      expect(between.mailbox.count - before.mailbox.count).toBe(2)
      expect(between.mailbox.oldestSeconds).toBeGreaterThanOrEqual(0)

      await sql`update actor_messages set parked_at = accepted_at where kind = ${stage.kind}`.execute(
        bench().store.database.writer,
      )
      const after = await backlog()
      expect(after.mailbox.count).toBe(before.mailbox.count)
      expect(after.parked.count - before.parked.count).toBe(2)
      await sql`delete from actor_messages where kind = ${stage.kind}`.execute(bench().store.database.writer)
    })

    test('counts effects that are not done or ended badly, by queue and status', async () => {
      const { database } = bench().store
      const created = new Date(Date.now() - 60_000).toISOString()
      const owe = (effectId: string, status: string, finished: boolean) =>
        sql`insert into effects (effect_id, kind, key, verb, queue, on_lost, payload, status, generation, created_at, finished_at)
          values (${effectId}, 'k', 'k', 'v', 'sync', 'retry', '{}', ${status}, 1, ${created}, ${finished ? created : null})`.execute(
          database.writer,
        )
      await owe('backlog-1', 'open', false)
      await owe('backlog-2', 'running', false)
      await owe('backlog-3', 'in-doubt', true)
      await owe('backlog-4', 'failed', true)
      await owe('backlog-5', 'succeeded', true)
      const { effects, unstarted } = await backlog()
      const ours = effects.filter(({ queue }) => queue === 'sync').map(({ status, count }) => [status, count])
      expect(Object.fromEntries(ours)).toEqual({ open: 1, running: 1, 'in-doubt': 1, failed: 1 })
      expect(unstarted.oldestSeconds).toBeGreaterThan(59)
      await sql`delete from effects where kind = 'k'`.execute(database.writer)
    })

    test('counts timers that are due, and knows how long', async () => {
      const { database } = bench().store
      const before = await backlog()
      const set = (name: string, atMs: number) =>
        sql`insert into timers (kind, key, name, generation, due_at, message)
          values ('backlog', 'k', ${name}, 1, ${new Date(Date.now() + atMs).toISOString()}, '{}')`.execute(
          database.writer,
        )
      await set('past', -100_000)
      await set('future', 100_000)
      const { timers, databaseBytes } = await backlog()
      expect(timers.count - before.timers.count).toBe(1)
      expect(timers.oldestSeconds).toBeGreaterThan(99)
      expect(databaseBytes).toBeGreaterThan(10_000)
      await sql`delete from timers where kind = 'backlog'`.execute(database.writer)
    })
  })

  describe('what processes say of themselves', () => {
    const say = (processId: string, snapshot: string, role = 'worker') =>
      bench().store.database.transaction((tx) =>
        saveProcessSnapshot(tx, { processId, role, host: 'h', pid: 1, snapshot }),
      )
    const age = (processId: string, ms: number) =>
      sql`update process_metrics set at = ${new Date(Date.now() - ms).toISOString()} where process_id = ${processId}`.execute(
        bench().store.database.writer,
      )

    test('is their last word, until they are silent for half a minute', async () => {
      const { database } = bench().store
      await say('h:1', '["first"]')
      await say('h:1', '["second"]')
      await say('h:2', '[]', 'scheduler')
      expect(await listProcessSnapshots(database)).toMatchObject([
        { processId: 'h:1', role: 'worker', snapshot: '["second"]' },
        { processId: 'h:2', role: 'scheduler', host: 'h', pid: 1 },
      ])
      expect((await listLiveRoles(database)).sort()).toEqual(['scheduler', 'worker'])
      await age('h:1', 31_000)
      expect(await listLiveRoles(database)).toEqual(['scheduler'])
    })

    test('is forgotten when they are long gone', async () => {
      await say('h:3', '[]')
      await age('h:3', 301_000)
      await say('h:4', '[]')
      const rows = await bench()
        .store.database.read.selectFrom('process_metrics')
        .select('process_id')
        .execute()
      expect(rows.map((row) => row.process_id)).not.toContain('h:3')
    })
  })
}
