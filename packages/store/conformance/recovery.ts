import {
  type Attempt,
  type AttemptEnd,
  ask,
  type Loop,
  startDispatch,
  startPerforming,
} from '@pm-bot/runtime'
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { decodeJson } from '../src/json.ts'
import { createReaper } from '../src/reaper.ts'
import { confirmStop } from '../src/stopping-agents.ts'
import { sweepEffects } from '../src/sweep-effects.ts'
import { registerWorker } from '../src/workers.ts'
import type { Bench } from './bench.ts'
import { jobsOf, type Stage, setStage, until } from './stage.ts'

export function describeRecovery(bench: () => Bench): void {
  const ends: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end()
    await bench().restart()
  })
  const db = () => bench().store.database

  const register = async (workerId: string) => {
    const holds: (readonly string[])[] = []
    const worker = await registerWorker(db(), {
      workerId,
      version: '1.2.3',
      queues: { notify: 2 },
      onHold: (queues) => holds.push(queues),
      onError: () => {},
    })
    ends.push(() => worker.leave())
    return { worker, holds }
  }
  const registered = async () =>
    (await db().read.selectFrom('workers').select('worker_id').execute()).map((row) => row.worker_id)
  const tellWorkers = (change: Parameters<ReturnType<typeof db>['transaction']>[0]) =>
    db().transaction(async (tx) => {
      await change(tx)
      tx.hint('workers', '')
    })
  const effectOf = (stage: Stage) => `effect-of-${stage.kind}`
  const owe = async (stage: Stage, verb = `verb-of-${stage.kind}`) => {
    const effectId = effectOf(stage)
    const effect = { effectId, verb, queue: 'notify', onLost: 'retry' as const, payload: null }
    await ask(bench().store.storage, stage.cast, stage.at('a'), { note: 'owes', effects: [effect] })
    return effectId
  }
  const begin = (effectId: string, workerId: string, generation = 1) =>
    bench().store.storage.transaction((tx) => tx.beginAttempt({ effectId, generation }, workerId))
  const effect = (effectId: string) =>
    db().read.selectFrom('effects').selectAll().where('effect_id', '=', effectId).executeTakeFirstOrThrow()
  /** A reaper whose clock runs only when told. */
  const reap = () => {
    let time = 0
    const reaper = createReaper(db(), bench().store.queue.sendJobs, () => time)
    return {
      async after(ms: number) {
        time += ms
        return await reaper.look()
      },
      /** Looks often enough to be sure of what it sees. */
      async watch(ms: number) {
        const verdicts = []
        for (let passed = 0; passed < ms; passed += 1000) verdicts.push(...(await this.after(1000)).verdicts)
        return verdicts
      },
    }
  }

  describe('a worker', () => {
    test('is registered while it lives, and gone when it leaves', async () => {
      const { worker } = await register('here')
      expect(await db().read.selectFrom('workers').selectAll().execute()).toMatchObject([
        { worker_id: 'here', pid: process.pid, version: '1.2.3', drain_requested_at: null },
      ])
      await worker.leave()
      expect(await registered()).toEqual([])
    })

    test('registers anew when it was taken for dead', async () => {
      await register('buried alive')
      await tellWorkers((tx) => tx.db.deleteFrom('workers').execute())
      await until(async () => (await registered()).length === 1)
    })

    test('hears that a queue is paused, and goes on again', async () => {
      const { holds } = await register('listening')
      expect(holds).toEqual([[]])
      await tellWorkers(async (tx) => {
        await tx.db
          .insertInto('paused_queues')
          .values({ queue: 'notify', paused_at: await tx.now(), paused_by: 'operator' })
          .execute()
      })
      await until(() => holds.at(-1)?.[0] === 'notify')
      await tellWorkers((tx) => tx.db.deleteFrom('paused_queues').execute())
      await until(() => holds.at(-1)?.length === 0)
    })

    test('hears that it shall drain', async () => {
      const { holds } = await register('tired')
      await tellWorkers(async (tx) => {
        await tx.db
          .updateTable('workers')
          .set({ drain_requested_at: await tx.now() })
          .execute()
      })
      await until(() => (holds.at(-1)?.length ?? 0) > 0)
      expect(holds.at(-1)).toContain('notify')
      expect(holds.at(-1)).toContain('runs')
    })
  })

  describe('a held queue', () => {
    test('gives out nothing, and everything once it is let go', async () => {
      const stage = setStage(bench())
      const { storage, queue } = bench().store
      const jobs: string[] = []
      queue.hold(['notify'])
      await queue.work('notify', 1, async (job) => void jobs.push(job.effectId))
      const effectId = await owe(stage)
      await new Promise((resolve) => setTimeout(resolve, 1500))
      expect(jobs).toEqual([])
      queue.hold([])
      await until(() => jobs.includes(effectId))
      await storage.transaction(async () => {})
    })

    test('works at no more jobs than it may when it is let go while some go on', async () => {
      const stages = Array.from({ length: 5 }, () => setStage(bench()))
      const { queue } = bench().store
      let now = 0
      let most = 0
      let done = 0
      let release = () => {}
      const gate = new Promise<void>((resolve) => {
        release = resolve
      })
      // Jobs of other tests may come again here.
      const owed = new Set(stages.map(effectOf))
      await queue.work('notify', 2, async (job) => {
        if (!owed.has(job.effectId)) return
        now += 1
        most = Math.max(most, now)
        await gate
        now -= 1
        done += 1
      })
      for (const stage of stages) await owe(stage)
      await until(() => now === 2)
      for (let n = 0; n < 3; n += 1) {
        queue.hold(['notify'])
        await new Promise((resolve) => setTimeout(resolve, 100))
        queue.hold([])
      }
      await new Promise((resolve) => setTimeout(resolve, 1500))
      release()
      await until(() => done === 5)
      expect(most).toBe(2)
    })

    test('works at no more jobs than it may however often it is held and let go', async () => {
      const stage = setStage(bench())
      const { storage, queue } = bench().store
      const effects = Array.from({ length: 60 }, (_, n) => ({
        effectId: `${n}-of-${stage.kind}`,
        verb: 'count',
        queue: 'notify',
        onLost: 'retry' as const,
        payload: null,
      }))
      await ask(storage, stage.cast, stage.at('a'), { note: 'owes', effects })
      const done = new Set<string>()
      let now = 0
      let most = 0
      await queue.work('notify', 2, async ({ effectId }) => {
        if (!effectId.endsWith(`-of-${stage.kind}`)) return
        now += 1
        most = Math.max(most, now)
        await new Promise((resolve) => setTimeout(resolve, 10))
        now -= 1
        done.add(effectId)
      })
      for (let round = 0; round < 30; round += 1) {
        queue.hold(['notify'])
        queue.hold([])
        await new Promise((resolve) => setTimeout(resolve, round))
      }
      await until(() => done.size === effects.length)
      expect(most).toBe(2)
    })
  })

  describe('the reaper', () => {
    test('leaves alone who lives', async () => {
      const stage = setStage(bench())
      await register('alive')
      const effectId = await owe(stage)
      await begin(effectId, 'alive')
      const reaper = reap()
      await reaper.after(0)
      expect(await reaper.after(1000)).toMatchObject({ verdicts: [], orphans: 0 })
      expect(await effect(effectId)).toMatchObject({ status: 'running', generation: 1 })
    })

    test('takes over from who is silent for long, and only after having looked all the time', async () => {
      const stage = setStage(bench())
      const { worker } = await register('silent')
      const effectId = await owe(stage)
      const lost = await begin(effectId, 'silent')
      await worker.leave()
      await sql`insert into workers (worker_id, host, pid, version, queues, lock_key, started_at, heartbeat_at, serving)
        values ('silent', 'h', 1, 'v', '{}', 0, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z',
          ${JSON.stringify([stage.at('a')])})`.execute(db().writer)
      // Lock 0 is held by this test, as by a process that was stopped.
      await holdLockZero(async () => {
        const reaper = reap()
        expect(await reaper.watch(10_000)).toEqual([])
        // It did not look for a minute, so it knows nothing about that minute.
        expect((await reaper.after(60_000)).verdicts).toEqual([])
        expect(await reaper.watch(15_000)).toEqual([])
        expect(await reaper.watch(5000)).toEqual([{ workerId: 'silent', verdict: 'silent', attempts: 1 }])
      })

      expect(await effect(effectId)).toMatchObject({ status: 'open', attempt: 0, crashes: 1, generation: 2 })
      expect(await begin(effectId, 'late redelivery of the old job')).toBeUndefined()
      expect(await begin(effectId, 'next', 2)).toMatchObject({ attempt: 1, crashes: 1 })
      const { storage } = bench().store
      expect(
        await storage.transaction((tx) => tx.finishAttempt(lost!, { status: 'succeeded', result: 1 })),
      ).toBe(false)
      expect(await stage.isSuspected('a')).toBe(true)
    })

    test('gives attempts of nobody to others, after two looks', async () => {
      const stage = setStage(bench())
      const effectId = await owe(stage)
      await begin(effectId, 'gone without a trace')
      const reaper = reap()
      expect((await reaper.after(0)).orphans).toBe(0)
      expect((await reaper.after(1000)).orphans).toBeGreaterThan(0)
      expect(await effect(effectId)).toMatchObject({ status: 'open', crashes: 1, generation: 2 })
    })
  })

  describe('that a cancelled agent has stopped is told once', () => {
    const told = async (stage: Stage) =>
      (await stage.mail('a')).map(({ body }) => (decodeJson(body) as { type?: string }).type)
    const cancel = (stage: Stage, effectId: string) =>
      ask(bench().store.storage, stage.cast, stage.at('a'), { cancelEffects: [effectId] })
    const confirm = (attempt: Pick<Attempt, 'effectId' | 'token'>) =>
      db().transaction((tx) => confirmStop(tx, attempt))

    test('by its attempt, when that has ended', async () => {
      const stage = setStage(bench())
      await register('busy')
      const effectId = await owe(stage, 'run-agent')
      const attempt = (await begin(effectId, 'busy'))!
      await cancel(stage, effectId)
      await reap().after(0)
      await confirm({ effectId, token: 'of one that had lost it before' })
      expect(await told(stage)).toEqual([])
      await confirm(attempt)
      await confirm(attempt)
      await reap().after(0)
      expect(await told(stage)).toEqual(['agent-stopped'])
    })

    test.each(['nobody had it', 'its attempt was given back', 'its worker is gone'])(
      'by the reaper, where %s',
      async (why) => {
        const stage = setStage(bench())
        const { worker } = await register('short-lived')
        const effectId = await owe(stage, 'resume-agent')
        const attempt = why === 'nobody had it' ? null : (await begin(effectId, 'short-lived'))!
        if (why === 'its attempt was given back') {
          const end = { delayMs: 0, counted: false }
          await bench().store.storage.transaction((tx) => tx.releaseAttempt(attempt!, end))
        }
        await cancel(stage, effectId)
        if (why === 'its worker is gone') {
          await reap().after(0)
          expect(await told(stage)).toEqual([])
          await worker.leave()
        }
        await reap().after(0)
        await reap().after(0)
        if (attempt) await confirm(attempt)
        expect(await told(stage)).toEqual(['agent-stopped'])
      },
    )

    test('and of other work nothing is told', async () => {
      const stage = setStage(bench())
      const effectId = await owe(stage)
      await cancel(stage, effectId)
      await reap().after(0)
      expect(await told(stage)).toEqual([])
    })
  })

  describe('the sweep', () => {
    test('sends an open effect again whose job is gone, once', async () => {
      const stage = setStage(bench())
      await sweepEffects(bench().store)
      const effectId = await owe(stage)
      expect(await sweepEffects(bench().store)).toBe(0)
      await (bench().dialect === 'postgres'
        ? sql`delete from pgboss.job where data ->> 'effectId' = ${effectId}`
        : sql`delete from work_jobs where effect_id = ${effectId}`
      ).execute(db().writer)
      expect(await sweepEffects(bench().store)).toBe(1)
      expect(await sweepEffects(bench().store)).toBe(0)
      expect(await jobsOf(bench(), effectId)).toBe(1)
    })

    test('after a death also sends one again whose job was taken and not begun, once', async () => {
      const stage = setStage(bench())
      await sweepEffects(bench().store, { evenTaken: true })
      const effectId = await owe(stage)
      expect(await sweepEffects(bench().store, { evenTaken: true })).toBe(0)
      await (bench().dialect === 'postgres'
        ? sql`update pgboss.job set state = 'active' where data ->> 'effectId' = ${effectId}`
        : sql`update work_jobs set leased_until = '2999-01-01T00:00:00.000Z' where effect_id = ${effectId}`
      ).execute(db().writer)
      expect(await sweepEffects(bench().store)).toBe(0)
      expect(await sweepEffects(bench().store, { evenTaken: true })).toBe(1)
      expect(await sweepEffects(bench().store, { evenTaken: true })).toBe(0)
      expect(await jobsOf(bench(), effectId)).toBe(2)
    })
  })

  describe('an attempt', () => {
    const perform = async (stage: Stage, options: Partial<Parameters<typeof startPerforming>[0]>) => {
      const outcomes: AttemptEnd[] = []
      const attempts: Attempt[] = []
      const { storage, queue } = bench().store
      const loops: Loop[] = [
        await startPerforming({
          storage,
          queue,
          performers: { [`verb-of-${stage.kind}`]: async (attempt) => attempts.push(attempt) },
          workerId: 'performing',
          concurrency: { notify: 1 },
          onAttempt: ({ verb }, end) => verb.endsWith(stage.kind) && outcomes.push(end),
          onError: () => {},
          ...options,
        }),
        startDispatch({ storage, cast: stage.cast, onError: () => {} }),
      ]
      ends.push(async () => void (await Promise.all(loops.map((loop) => loop.stop()))))
      return { outcomes, attempts }
    }

    test('of a registered worker is not taken by a job that comes again', async () => {
      const stage = setStage(bench())
      await register('busy')
      const effectId = await owe(stage)
      await begin(effectId, 'busy')
      expect(await begin(effectId, 'other')).toBeUndefined()
      expect(await effect(effectId)).toMatchObject({ status: 'running', worker_id: 'busy', crashes: 0 })
    })

    test('whose beginning was committed without an answer is begun again', async () => {
      const stage = setStage(bench())
      const { storage } = bench().store
      await register('performing')
      let lost = 0
      const { attempts } = await perform(stage, {
        storage: {
          ...storage,
          async transaction(work) {
            const value = await storage.transaction(work)
            if ((value as Attempt | undefined)?.verb !== `verb-of-${stage.kind}` || lost > 0) return value
            lost += 1
            throw new Error('Connection terminated')
          },
        },
      })
      const effectId = await owe(stage)
      await until(async () => (await effect(effectId)).status === 'succeeded', 20_000)
      expect(attempts).toMatchObject([{ attempt: 1, crashes: 1, generation: 2 }])
    })

    test('reports when the database is back', async () => {
      const stage = setStage(bench())
      const { storage } = bench().store
      let away = 0
      const { outcomes, attempts } = await perform(stage, {
        storage: {
          ...storage,
          isTransient: (error) => (error as Error).message === 'away',
          transaction: (work) =>
            storage.transaction(async (tx) => {
              const value = await work({
                ...tx,
                async finishAttempt(attempt, outcome) {
                  away += 1
                  if (away <= 3) throw new Error('away')
                  return await tx.finishAttempt(attempt, outcome)
                },
              })
              return value
            }),
        },
      })
      const effectId = await owe(stage)
      await until(() => outcomes.length > 0)
      expect(outcomes).toEqual(['succeeded'])
      expect(attempts).toHaveLength(1)
      expect(await effect(effectId)).toMatchObject({ status: 'succeeded', attempt: 1 })
    })
  })

  async function holdLockZero(work: () => Promise<void>): Promise<void> {
    if (bench().dialect === 'sqlite') return await work()
    await db().transaction(async (tx) => {
      await sql`select pg_advisory_xact_lock(7105121, 0)`.execute(tx.db)
      await work()
    })
  }
}
