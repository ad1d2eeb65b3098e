import { createRedactor, type QueueName } from '@pm-bot/domain'
import { type Attempt, ask, type EffectRequest } from '@pm-bot/runtime'
import { describe, expect, test } from 'vitest'
import { deleteEndedJobs, listJobs, lookUpJob, selectJobs } from '../src/jobs.ts'
import { readMailboxes } from '../src/mailboxes.ts'
import { listMailboxSamples, listQueueSamples, sampleQueues } from '../src/queue-samples.ts'
import { lookUpQueue, pauseQueue, resumeQueue } from '../src/queues.ts'
import type { Bench } from './bench.ts'
import { jobsOf, type Stage, setStage } from './stage.ts'

const redactor = createRedactor(['a-secret-word'])

/** What the operator sees of the work queues, and what becomes of a job that is put back. */
export function describeQueues(bench: () => Bench): void {
  const storage = () => bench().store.storage
  const database = () => bench().store.database

  const owe = async (stage: Stage, queue: QueueName, options: Partial<EffectRequest> = {}) => {
    const effectId = crypto.randomUUID()
    const effect = {
      effectId,
      verb: 'v',
      queue,
      onLost: 'retry' as const,
      payload: { goal: 'a-secret-word' },
    }
    await ask(storage(), stage.cast, stage.at('a'), { effects: [{ ...effect, ...options }] })
    return effectId
  }
  const begin = (effectId: string, generation = 1): Promise<Attempt | undefined> =>
    storage().transaction((tx) => tx.beginAttempt({ effectId, generation }, 'by hand'))
  const fail = async (effectId: string, generation = 1) => {
    const attempt = (await begin(effectId, generation))!
    const outcome = { status: 'failed', error: 'a-secret-word broke it' } as const
    await storage().transaction((tx) => tx.finishAttempt(attempt, outcome))
  }
  const delay = async (effectId: string) => {
    const attempt = (await begin(effectId))!
    await storage().transaction((tx) => tx.releaseAttempt(attempt, { delayMs: 60_000, counted: true }))
    return attempt
  }
  const reopen = (stage: Stage, effectId: string, ended: boolean, key = 'a') =>
    ask(storage(), stage.cast, stage.at(key), { reopenEffects: [{ effectId, ended }] })
  const job = (queue: QueueName, effectId: string) => lookUpJob(database(), redactor, queue, effectId)
  const ids = async (queue: QueueName, filter: Omit<Parameters<typeof listJobs>[2], 'queue'>) =>
    (await listJobs(database(), redactor, { ...filter, queue })).items.map(({ id }) => id)

  describe('a job', () => {
    test('is its effect, in a state that says whether it may begin; secrets are masked', async () => {
      const stage = setStage(bench())
      const effectId = await owe(stage, 'ingestion')
      expect(await job('ingestion', effectId)).toMatchObject({
        id: effectId,
        state: 'waiting',
        owner: stage.at('a'),
        payload: { goal: '[redacted]' },
        allowed: ['cancel'],
      })
      expect(await job('sync', effectId)).toBeUndefined()
      await begin(effectId)
      expect(await job('ingestion', effectId)).toMatchObject({ state: 'active', workerId: 'by hand' })
      const other = await owe(stage, 'ingestion')
      await delay(other)
      expect(await job('ingestion', other)).toMatchObject({ state: 'delayed', allowed: ['retry', 'cancel'] })
      const third = await owe(stage, 'ingestion')
      await fail(third)
      expect(await job('ingestion', third)).toMatchObject({ state: 'failed', error: '[redacted] broke it' })
    })

    test('is listed by state, newest first, page by page', async () => {
      const stage = setStage(bench())
      const made: string[] = []
      for (let n = 0; n < 5; n += 1) {
        const effectId = await owe(stage, 'sync', { verb: 'paged' })
        await fail(effectId)
        made.push(effectId)
      }
      const expected = made.sort().reverse()
      const first = await listJobs(database(), redactor, { queue: 'sync', state: 'failed', limit: 3 })
      const second = await listJobs(database(), redactor, {
        queue: 'sync',
        state: 'failed',
        limit: 3,
        cursor: first.nextCursor!,
      })
      expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(expected)
      expect(second.nextCursor).toBeNull()
      expect(await ids('sync', { state: 'waiting', limit: 10 })).toEqual([])
      const selection = { queue: 'sync', state: 'failed', verb: 'paged' } as const
      expect(await selectJobs(database(), selection, 2)).toMatchObject({
        matching: 5,
        jobs: [{ jobId: expected[4] }, { jobId: expected[3] }],
      })
      const purged = await database().transaction((tx) => deleteEndedJobs(tx, selection, made))
      expect([purged, await ids('sync', { state: 'failed', limit: 10 })]).toEqual([5, []])
    })
  })

  describe('an effect that is put back to work', () => {
    test('is as new, under a generation of its own: what travels for the old one finds nothing', async () => {
      const stage = setStage(bench())
      const effectId = await owe(stage, 'ingestion')
      await fail(effectId)
      await reopen(stage, effectId, true)
      expect(await job('ingestion', effectId)).toMatchObject({
        state: 'waiting',
        generation: 2,
        attempt: 0,
        crashes: 0,
        error: null,
        finishedAt: null,
      })
      expect(await begin(effectId, 1)).toBeUndefined()
      expect(await jobsOf(bench(), effectId)).toBe(2)
      expect(await begin(effectId, 2)).toMatchObject({ attempt: 1, generation: 2 })
    })

    test('belongs to the actor that asks, and is there; else the turn is undone', async () => {
      const stage = setStage(bench())
      const effectId = await owe(stage, 'ingestion')
      await fail(effectId)
      const notes = await stage.notes('b')
      await expect(reopen(stage, effectId, true, 'b')).rejects.toMatchObject({ code: 'not_found' })
      expect(await stage.notes('b')).toEqual(notes)
      await expect(reopen(stage, 'gone', true)).rejects.toMatchObject({ code: 'not_found' })
      expect(await job('ingestion', effectId)).toMatchObject({ state: 'failed', generation: 1 })
    })

    test('begins at once when it only waited for its next attempt, which still counts', async () => {
      const stage = setStage(bench())
      const effectId = await owe(stage, 'ingestion')
      const former = await delay(effectId)
      await reopen(stage, effectId, false)
      expect(await job('ingestion', effectId)).toMatchObject({ state: 'waiting', generation: 2, attempt: 1 })
      expect(await begin(effectId, 1)).toBeUndefined()
      expect(await begin(effectId, 2)).toMatchObject({ attempt: 2 })
      expect(
        await storage().transaction((tx) => tx.finishAttempt(former, { status: 'succeeded', result: 1 })),
      ).toBe(false)
    })

    test('goes on when it has begun meanwhile', async () => {
      const stage = setStage(bench())
      const effectId = await owe(stage, 'ingestion')
      const attempt = (await begin(effectId))!
      await reopen(stage, effectId, false)
      expect(await job('ingestion', effectId)).toMatchObject({ state: 'active', generation: 1 })
      expect(
        await storage().transaction((tx) => tx.finishAttempt(attempt, { status: 'succeeded', result: 1 })),
      ).toBe(true)
    })

    test('is put back once, however many ask at once', async () => {
      const stage = setStage(bench())
      const effectId = await owe(stage, 'ingestion')
      await fail(effectId)
      const asked = await Promise.allSettled(Array.from({ length: 8 }, () => reopen(stage, effectId, true)))
      expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await job('ingestion', effectId)).toMatchObject({ generation: 2 })
    })
  })

  describe('a queue', () => {
    test('tells how much waits, for how long, and how fast it goes', async () => {
      const stage = setStage(bench())
      const before = await lookUpQueue(database(), 'publish')
      await owe(stage, 'publish')
      await delay(await owe(stage, 'publish'))
      await begin(await owe(stage, 'publish'))
      await fail(await owe(stage, 'publish'))
      const after = await lookUpQueue(database(), 'publish')
      expect(after).toMatchObject({
        waiting: before.waiting + 1,
        delayed: before.delayed + 1,
        active: before.active + 1,
        failed: before.failed + 1,
        finishedLastMinute: before.finishedLastMinute + 1,
        finishedLastHour: before.finishedLastHour + 1,
      })
      expect(Date.parse(after.oldestWaitingAt!)).toBeGreaterThan(Date.now() - 60_000)
      expect(after.waitMs!.p50).toBeLessThanOrEqual(after.waitMs!.p95)
    })

    test('is paused once, by whom and since when, and resumed once; workers are told each time', async () => {
      const told: string[] = []
      const off = database().listen(({ hint, id }) => hint === 'workers' && told.push(id))
      const pause = (by: string) => database().transaction((tx) => pauseQueue(tx, 'notify', by))
      const both = await Promise.all([pause('one'), pause('two')])
      expect(both.filter(Boolean)).toHaveLength(1)
      const by = both[0] ? 'one' : 'two'
      expect(await lookUpQueue(database(), 'notify')).toMatchObject({ paused: { by } })
      const resume = () => database().transaction((tx) => resumeQueue(tx, 'notify'))
      expect([await resume(), await resume()]).toEqual([true, false])
      expect(await lookUpQueue(database(), 'notify')).toMatchObject({ paused: null })
      off()
      if (bench().dialect === 'sqlite') expect(told).toEqual(['notify', 'notify', 'notify', 'notify'])
    })

    test('is sampled once per ten seconds, however many schedulers there are', async () => {
      await Promise.all([sampleQueues(database()), sampleQueues(database()), sampleQueues(database())])
      const samples = await listQueueSamples(database(), 'publish', 60)
      // The clock may have gone on between two of them.
      expect(new Set(samples.map(({ at }) => at)).size).toBe(samples.length)
      expect(samples.length).toBeLessThanOrEqual(2)
      const { waiting, delayed, active } = await lookUpQueue(database(), 'publish')
      expect(samples.at(-1)).toMatchObject({ waiting, delayed, active })
      expect((await listMailboxSamples(database(), 1)).length).toBeGreaterThan(0)
    })

    test('tells of a queue only when its sample is another than the one before', async () => {
      const told: string[] = []
      const off = database().listen(({ hint, id }) => hint === 'changed' && told.push(id))
      const sample = async () => {
        told.length = 0
        await sampleQueues(database())
        await expect.poll(() => told).toContain('queue-samples:')
        return told.filter((topic) => topic.startsWith('queues:'))
      }
      await sample()
      const { waiting, delayed, active } = await lookUpQueue(database(), 'publish')
      const bucket = Math.floor(Date.now() / 10_000) - 1
      const mail = await readMailboxes(database())
      const none = { oldest_wait_ms: 0, wait_p50_ms: null, wait_p95_ms: null }
      await database().transaction(async (tx) => {
        await tx.db.deleteFrom('queue_samples').where('bucket', '<=', bucket).execute()
        await tx.db.deleteFrom('mailbox_samples').where('bucket', '<=', bucket).execute()
        await tx.db
          .insertInto('mailbox_samples')
          .values({ bucket, waiting: mail.waiting, parked: mail.parked, oldest_wait_ms: 0 })
          .execute()
        await tx.db
          .insertInto('queue_samples')
          .values({ queue: 'publish', bucket, waiting, delayed, active, ...none })
          .execute()
      })
      const second = await sample()
      expect(second).not.toContain('queues:publish')
      expect(second).not.toContain('queues:')
      expect(second, 'it has no sample before').toContain('queues:notify')
      off()
    })

    test('keeps a day of samples, and shows the peaks of a long time', async () => {
      const now = Math.floor(Date.now() / 10_000)
      const empty = { delayed: 0, active: 0, oldest_wait_ms: 0, wait_p50_ms: null, wait_p95_ms: null }
      const at = (ago: number, waiting: number) => ({ queue: 'runs', bucket: now - ago, waiting, ...empty })
      await database().transaction((tx) =>
        tx.db
          .insertInto('queue_samples')
          .values([
            at(9000, 5),
            at(8000, 7),
            ...Array.from({ length: 100 }, (_, n) => at(4000 + n, n === 50 ? 99 : 1)),
          ])
          .execute(),
      )
      await sampleQueues(database())
      const rows = await database()
        .read.selectFrom('queue_samples')
        .select('bucket')
        .where('queue', '=', 'runs')
        .execute()
      expect(Math.min(...rows.map(({ bucket }) => bucket))).toBe(now - 8000)
      const day = await listQueueSamples(database(), 'runs', 1440)
      expect(day.length).toBeLessThanOrEqual(360)
      expect(day.map(({ waiting }) => waiting)).toContain(99)
    })
  })
}
