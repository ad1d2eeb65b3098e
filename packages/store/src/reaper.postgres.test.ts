import { setTimeout as sleep } from 'node:timers/promises'
import { ask } from '@pm-bot/runtime'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { type Bench, openPostgresBench } from '../conformance/bench.ts'
import { setStage, until } from '../conformance/stage.ts'
import { createReaper } from './reaper.ts'
import { type RegisteredWorker, registerWorker } from './workers.ts'

let bench: Bench
const workers: RegisteredWorker[] = []
beforeAll(async () => {
  bench = await openPostgresBench(inject('postgresUrl'))
})
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.leave()
})
afterAll(() => bench.dispose())

const register = async (workerId: string) => {
  const worker = await registerWorker(bench.store.database, {
    workerId,
    version: '1',
    queues: { notify: 1 },
    onHold: () => {},
    onError: () => {},
  })
  workers.push(worker)
  return worker
}
const rows = () => bench.store.database.read.selectFrom('workers').selectAll().execute()
const endSession = (workerId: string) =>
  sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = ${`pm-bot worker ${workerId}`}`.execute(bench.store.database.writer)

/** An effect under way for a worker of which nothing is left but its row. */
async function dieAtWork(workerId: string) {
  const stage = setStage(bench)
  const effectId = `effect-of-${stage.kind}`
  const effect = { effectId, verb: 'v', queue: 'notify', onLost: 'retry' as const, payload: null }
  await ask(bench.store.storage, stage.cast, stage.at('a'), { effects: [effect] })
  await bench.store.storage.transaction((tx) => tx.beginAttempt({ effectId, generation: 1 }, workerId))
  await sql`insert into workers (worker_id, host, pid, version, queues, lock_key, started_at, heartbeat_at)
    values (${workerId}, 'h', 1, 'v', '{}', 12345, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')`.execute(
    bench.store.database.writer,
  )
  return async () =>
    await bench.store.database.read
      .selectFrom('effects')
      .selectAll()
      .where('effect_id', '=', effectId)
      .executeTakeFirstOrThrow()
}

const reaperAt = (clock: () => number) =>
  createReaper(bench.store.database, bench.store.queue.sendJobs, clock)

test('a worker whose session is gone is taken over from at the second look', async () => {
  const effect = await dieAtWork('dead')
  let time = 0
  const reaper = reaperAt(() => time)
  expect((await reaper.look()).verdicts).toEqual([])
  time += 250
  expect((await reaper.look()).verdicts).toEqual([{ workerId: 'dead', verdict: 'dead', attempts: 1 }])
  expect(await effect()).toMatchObject({ status: 'open', attempt: 0, crashes: 1, generation: 2 })
  expect(await rows()).toEqual([])
})

test('of several reapers one takes over', async () => {
  const effect = await dieAtWork('dead')
  let time = 0
  const reapers = Array.from({ length: 4 }, () => reaperAt(() => time))
  const verdicts: unknown[] = []
  for (let look = 0; look < 4; look += 1, time += 250) {
    const looks = await Promise.all(reapers.map((reaper) => reaper.look()))
    verdicts.push(...looks.flatMap((each) => each.verdicts))
  }
  expect(verdicts).toEqual([{ workerId: 'dead', verdict: 'dead', attempts: 1 }])
  expect(await effect()).toMatchObject({ crashes: 1, generation: 2 })
})

test('after a look that failed, workers get time to take up their sessions', async () => {
  await dieAtWork('dead')
  let time = 0
  let away = false
  const { database, queue } = bench.store
  const transaction: typeof database.transaction = (work) =>
    away ? Promise.reject(new Error('away')) : database.transaction(work)
  const reaper = createReaper({ ...database, transaction }, queue.sendJobs, () => time)
  await reaper.look()
  away = true
  time += 250
  await expect(reaper.look()).rejects.toThrow('away')
  away = false
  for (let look = 0; look < 10; look += 1) {
    time += 250
    expect((await reaper.look()).verdicts).toEqual([])
  }
  time += 1000
  expect((await reaper.look()).verdicts).toMatchObject([{ verdict: 'dead' }])
})

test('a worker that lost its session takes up another, and is not taken for dead afterwards', async () => {
  await register('cut off')
  const [before] = await rows()
  await endSession('cut off')
  await until(async () => {
    const [now] = await rows()
    return now !== undefined && now.lock_key !== before!.lock_key
  })
  const reaper = reaperAt(() => performance.now())
  for (let look = 0; look < 3; look += 1) {
    expect((await reaper.look()).verdicts).toEqual([])
    await sleep(50)
  }
})

test('a worker leaves word of whom it serves', async () => {
  const worker = await register('serving')
  const served = (n: number) => [{ kind: 'run', key: `${n}` }]
  for (let n = 0; n <= 100; n += 1) worker.serving(served(n))
  await until(async () => (await rows())[0]?.serving !== null)
  await until(async () => JSON.parse((await rows())[0]!.serving!)[0].key === '100')
})
