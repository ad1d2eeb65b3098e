import { ask } from '@pm-bot/runtime'
import { afterAll, describe, expect, test } from 'vitest'
import { listWorkers, lookUpWorker, readHeartbeats, requestDrain } from '../src/worker-list.ts'
import type { Bench } from './bench.ts'
import { setStage } from './stage.ts'

export function describeWorkerList(bench: () => Bench): void {
  const database = () => bench().store.database
  const register = (workerId: string, heartbeatAt: string) =>
    database().transaction((tx) =>
      tx.db
        .insertInto('workers')
        .values({
          worker_id: workerId,
          host: 'h',
          pid: 7,
          version: '1.0.0',
          queues: '{"runs":2}',
          lock_key: 1,
          serving: null,
          started_at: heartbeatAt,
          heartbeat_at: heartbeatAt,
          drain_requested_at: null,
          findings: null,
        })
        .execute(),
    )
  const drain = (workerId: string, wanted: boolean) =>
    database().transaction((tx) => requestDrain(tx, workerId, wanted))

  describe('the list of workers', () => {
    afterAll(() => database().transaction((tx) => tx.db.deleteFrom('workers').execute()))

    test('tells what each does, and whether it is still heard of', async () => {
      const stage = setStage(bench())
      await register('busy', new Date().toISOString())
      await register('silent', '2026-01-01T00:00:00.000Z')
      const effectId = crypto.randomUUID()
      const effect = { effectId, verb: 'v', queue: 'sync', onLost: 'retry' as const, payload: {} }
      await ask(bench().store.storage, stage.cast, stage.at('a'), { effects: [effect] })
      const attempt = await bench().store.storage.transaction((tx) =>
        tx.beginAttempt({ effectId, generation: 1 }, 'busy'),
      )
      expect(await listWorkers(database())).toMatchObject([
        {
          id: 'busy',
          state: 'working',
          queues: { runs: 2 },
          findings: [],
          jobs: [{ id: effectId, verb: 'v', owner: stage.at('a'), attempt: 1, since: expect.any(String) }],
        },
        { id: 'silent', state: 'silent', jobs: [] },
      ])
      const beats = await readHeartbeats(database())
      expect(Object.keys(beats).sort()).toEqual(['busy', 'silent'])
      expect(beats.silent! - beats.busy!).toBeGreaterThan(60_000)

      expect(await drain('busy', true)).toBe(true)
      const { drainRequestedAt } = (await lookUpWorker(database(), 'busy'))!
      expect(await drain('busy', true)).toBe(false)
      expect(await lookUpWorker(database(), 'busy')).toMatchObject({ state: 'draining', drainRequestedAt })
      const outcome = { status: 'succeeded', result: 1 } as const
      await bench().store.storage.transaction((tx) => tx.finishAttempt(attempt!, outcome))
      expect(await lookUpWorker(database(), 'busy')).toMatchObject({ state: 'drained', jobs: [] })
      expect(await drain('busy', false)).toBe(true)
      expect(await lookUpWorker(database(), 'busy')).toMatchObject({ state: 'working' })
    })
  })
}
