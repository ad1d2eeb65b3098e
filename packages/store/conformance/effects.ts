import {
  type Attempt,
  type AttemptEnd,
  ask,
  type EffectRequest,
  type Loop,
  type Performer,
  type PerformOptions,
  RetryLater,
  startDispatch,
  startPerforming,
} from '@pm-bot/runtime'
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { storeTxOf } from '../src/storage.ts'
import type { Bench } from './bench.ts'
import { jobsOf, type Stage, setStage, until } from './stage.ts'

/** Each test has a verb of its own: jobs that another left behind are not for it. */
const verbOf = (stage: Stage) => `verb-of-${stage.kind}`

export function describeEffects(bench: () => Bench): void {
  let loops: Loop[] = []
  afterEach(async () => {
    await Promise.all(loops.map((loop) => loop.stop()))
    loops = []
    // A queue that was stopped stays so.
    await bench().restart()
  })

  const perform = async (stage: Stage, performer: Performer, options: Partial<PerformOptions> = {}) => {
    const ends: AttemptEnd[] = []
    const { storage, queue } = bench().store
    const loop = await startPerforming({
      storage,
      queue,
      performers: { [verbOf(stage)]: performer },
      workerId: 'worker',
      concurrency: { notify: 3 },
      onAttempt: ({ verb }, end) => verb === verbOf(stage) && ends.push(end),
      onError: () => {},
      ...options,
    })
    loops.push(loop)
    return { loop, ends }
  }
  const owe = async (stage: Stage, options: Partial<EffectRequest> = {}) => {
    const effectId = `effect-of-${stage.kind}`
    const effect = {
      effectId,
      verb: verbOf(stage),
      queue: 'notify',
      onLost: 'retry' as const,
      payload: 7,
      ...options,
    }
    await ask(bench().store.storage, stage.cast, stage.at('a'), { note: 'owes', effects: [effect] })
    return effectId
  }
  const effect = async (effectId: string) =>
    await bench()
      .store.database.read.selectFrom('effects')
      .selectAll()
      .where('effect_id', '=', effectId)
      .executeTakeFirstOrThrow()
  const dispatch = (stage: Stage) => {
    const loop = startDispatch({ storage: bench().store.storage, cast: stage.cast, onError: () => {} })
    loops.push(loop)
  }
  const sendAgain = (effectId: string) =>
    bench().store.storage.transaction((tx) =>
      bench().store.queue.sendJobs(storeTxOf(tx), [{ effectId, generation: 1, queue: 'notify', delayMs: 0 }]),
    )
  const begin = async (effectId: string) =>
    (await bench().store.storage.transaction((tx) =>
      tx.beginAttempt({ effectId, generation: 1 }, 'by hand'),
    ))!
  const done = { status: 'succeeded', result: 1 } as const
  const finish = (attempt: Attempt) =>
    bench().store.storage.transaction((tx) => tx.finishAttempt(attempt, done))

  describe('an effect', () => {
    test('travels to a performer, runs once, and its outcome is told once', async () => {
      const stage = setStage(bench())
      const attempts: Attempt[] = []
      const { ends } = await perform(stage, async (attempt) => attempts.push(attempt))
      dispatch(stage)
      const effectId = await owe(stage)
      await until(async () => (await stage.notes('a')).length > 1)

      expect(attempts).toMatchObject([
        {
          effectId,
          generation: 1,
          attempt: 1,
          verb: verbOf(stage),
          owner: stage.at('a'),
          payload: 7,
          crashes: 0,
        },
      ])
      await sendAgain(effectId)
      await until(async () => (await jobsOf(bench(), effectId)) === 0)
      expect(ends).toEqual(['succeeded'])
      expect(await stage.notes('a')).toEqual(['owes', `${verbOf(stage)} succeeded`])
      expect(await effect(effectId)).toMatchObject({
        status: 'succeeded',
        attempt: 1,
        crashes: 0,
        error: null,
      })
    })

    test('is tried again when its performer throws, counted, and fails in the end', async () => {
      const stage = setStage(bench())
      const seen: number[] = []
      const failing = async ({ attempt }: Attempt) => {
        seen.push(attempt)
        throw new Error('broken \0')
      }
      const { ends } = await perform(stage, failing, { attempts: 2 })
      dispatch(stage)
      const effectId = await owe(stage)
      await until(async () => (await stage.notes('a')).length > 1)

      expect(seen).toEqual([1, 2])
      expect(ends).toEqual(['released', 'failed'])
      expect(await stage.notes('a')).toEqual(['owes', `${verbOf(stage)} failed`])
      expect(await effect(effectId)).toMatchObject({ status: 'failed', attempt: 2, error: 'broken \ufffd' })
    })

    test('that asks to be tried later spends no attempt', async () => {
      const stage = setStage(bench())
      const seen: number[] = []
      const busy = async ({ attempt }: Attempt) => {
        seen.push(attempt)
        if (seen.length < 3) throw new RetryLater('not now', 1)
      }
      await perform(stage, busy, { attempts: 1 })
      dispatch(stage)
      const effectId = await owe(stage)
      await until(async () => (await stage.notes('a')).length > 1)
      expect(seen).toEqual([1, 1, 1])
      expect(await effect(effectId)).toMatchObject({ status: 'succeeded', attempt: 1 })
    })

    test('whose verb nobody here knows waits for a worker that does', async () => {
      const stage = setStage(bench())
      await perform(stage, async () => {}, { attempts: 1 })
      const effectId = await owe(stage, { verb: 'of newer code' })
      await until(
        async () => (await effect(effectId)).error?.includes('no performer for of newer code') ?? false,
      )
      expect(await effect(effectId)).toMatchObject({ status: 'open', attempt: 0 })
    })

    test('that is cancelled aborts within a second, and its outcome is refused', async () => {
      const stage = setStage(bench())
      let abortedAfter = Number.POSITIVE_INFINITY
      const stubborn = async (_: Attempt, signal: AbortSignal) => {
        const started = Date.now()
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        abortedAfter = Date.now() - started
        return 'finished all the same'
      }
      const { ends } = await perform(stage, stubborn)
      dispatch(stage)
      const effectId = await owe(stage)
      await until(async () => (await effect(effectId)).status === 'running')
      await ask(bench().store.storage, stage.cast, stage.at('a'), {
        note: 'cancels',
        cancelEffects: [effectId],
      })
      await until(() => ends.length > 0, 2000)

      expect(ends).toEqual(['refused'])
      expect(abortedAfter).toBeLessThan(1000)
      expect(await effect(effectId)).toMatchObject({ status: 'cancelled' })
      expect(await stage.notes('a')).toEqual(['owes', 'cancels'])
    })

    test('that is cancelled before it began never runs', async () => {
      const stage = setStage(bench())
      const effectId = await owe(stage)
      await ask(bench().store.storage, stage.cast, stage.at('a'), { cancelEffects: [effectId] })
      const { ends } = await perform(stage, async () => {})
      await until(async () => (await jobsOf(bench(), effectId)) === 0)
      expect(ends).toEqual([])
      expect(await effect(effectId)).toMatchObject({ status: 'cancelled', attempt: 0 })
    })

    test('cannot be cancelled by another actor, nor after it ended', async () => {
      const stage = setStage(bench())
      const { storage } = bench().store
      const effectId = await owe(stage)
      await ask(storage, stage.cast, stage.at('b'), { cancelEffects: [effectId] })
      expect(await effect(effectId)).toMatchObject({ status: 'open' })
      await finish(await begin(effectId))
      await ask(storage, stage.cast, stage.at('a'), { cancelEffects: [effectId] })
      expect(await effect(effectId)).toMatchObject({ status: 'succeeded' })
    })
  })

  describe('an attempt', () => {
    test('says how long its effect had waited, if it is the first', async () => {
      const stage = setStage(bench())
      await stage.drain()
      const effectId = await owe(stage)
      await stage.drain()
      const past = new Date(Date.now() - 5000).toISOString()
      await sql`update effects set created_at = ${past} where effect_id = ${effectId}`.execute(
        bench().store.database.writer,
      )
      expect((await begin(effectId)).waitedMs).toBeGreaterThan(4900)
      expect((await begin(effectId)).waitedMs).toBeNull()
    })

    test('loses its effect to a later one: it is aborted, and what it reports is refused', async () => {
      const stage = setStage(bench())
      const tokens: string[] = []
      const slow = async ({ token }: Attempt, signal: AbortSignal) => {
        tokens.push(token)
        if (tokens.length > 1) return 'second'
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        return 'zombie'
      }
      const { ends } = await perform(stage, slow)
      dispatch(stage)
      const effectId = await owe(stage)
      await until(() => tokens.length === 1)
      await sendAgain(effectId)
      await until(() => ends.length === 2)

      expect(new Set(tokens).size).toBe(2)
      expect(ends).toEqual(['succeeded', 'refused'])
      await until(async () => (await stage.notes('a')).length > 1)
      expect(await stage.notes('a')).toEqual(['owes', `${verbOf(stage)} succeeded`])
      expect(await effect(effectId)).toMatchObject({ attempt: 1, crashes: 1 })
    })

    test('that was lost leaves one that must not be repeated in doubt', async () => {
      const stage = setStage(bench())
      let performed = 0
      const effectId = await owe(stage, { onLost: 'ask' })
      // Its process died.
      await begin(effectId)
      const { ends } = await perform(stage, async () => (performed += 1))
      dispatch(stage)
      await until(async () => (await stage.notes('a')).length > 1)

      expect(performed).toBe(0)
      expect(ends).toEqual(['in-doubt'])
      expect(await stage.notes('a')).toEqual(['owes', `${verbOf(stage)} in-doubt`])
    })

    test('that kills its process again and again is given up on', async () => {
      const stage = setStage(bench())
      let performed = 0
      const effectId = await owe(stage)
      for (let crash = 0; crash <= 10; crash += 1) await begin(effectId)
      const { ends } = await perform(stage, async () => (performed += 1))
      dispatch(stage)
      await until(async () => (await stage.notes('a')).length > 1)

      expect(performed).toBe(0)
      expect(ends).toEqual(['failed'])
      expect((await effect(effectId)).error).toMatch(/died 11 times/)
    })

    test('that its process loses and outlives, again and again, is not held against it', async () => {
      const stage = setStage(bench())
      const effectId = await owe(stage)
      let lost = 0
      // Others are given the effect, as when its session with the database broke off.
      const losing = async (_: Attempt, signal: AbortSignal): Promise<string> => {
        const before = lost
        await until(() => ends.length === before)
        if (before === 10) return 'done'
        lost += 1
        await sendAgain(effectId)
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        throw signal.reason
      }
      const { ends } = await perform(stage, losing)
      dispatch(stage)
      await until(async () => (await stage.notes('a')).length > 1, 30_000)

      expect(await stage.notes('a')).toEqual(['owes', `${verbOf(stage)} succeeded`])
      expect(ends).toEqual([...Array(10).fill('refused'), 'succeeded'])
      expect(await effect(effectId)).toMatchObject({ crashes: 10, outlived: 10 })
    })

    test('that was lost is remembered by all that follow, until one of them ends', async () => {
      const stage = setStage(bench())
      const effectId = await owe(stage, { onLost: 'reconcile' })
      expect(await begin(effectId)).toMatchObject({ attempt: 1, crashes: 0 })
      const second = await begin(effectId)
      expect(second).toMatchObject({ attempt: 1, crashes: 1 })
      await bench().store.storage.transaction((tx) =>
        tx.releaseAttempt(second, { delayMs: 0, counted: true }),
      )
      expect(await begin(effectId)).toMatchObject({ attempt: 2, crashes: 1 })
    })

    test('reports once', async () => {
      const stage = setStage(bench())
      const effectId = await owe(stage)
      const zombie = await begin(effectId)
      const attempt = await begin(effectId)
      const { storage } = bench().store
      const release = (of: Attempt) =>
        storage.transaction((tx) => tx.releaseAttempt(of, { delayMs: 0, counted: true }))

      expect(await storage.transaction((tx) => tx.lostAttempts([zombie, attempt]))).toEqual([zombie.token])
      expect(await finish(zombie)).toBe(false)
      expect(await release(zombie)).toBe(false)
      expect(await finish(attempt)).toBe(true)
      expect(await finish(attempt)).toBe(false)
      expect(await release(attempt)).toBe(false)
      expect(await effect(effectId)).toMatchObject({ status: 'succeeded' })
    })
  })

  describe('stopping a worker', () => {
    test('gives its effects back uncounted, and another takes them', async () => {
      const stage = setStage(bench())
      const started: string[] = []
      const patient = async ({ attempt }: Attempt, signal: AbortSignal) => {
        started.push(`first worker, attempt ${attempt}`)
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      }
      const { loop, ends } = await perform(stage, patient, { attempts: 1 })
      const effectId = await owe(stage)
      await until(() => started.length === 1)
      await loop.stop()
      expect(ends).toEqual(['released'])
      expect(await effect(effectId)).toMatchObject({ status: 'open', attempt: 0 })

      await bench().restart()
      dispatch(stage)
      await perform(stage, async ({ attempt }) => started.push(`second worker, attempt ${attempt}`))
      await until(async () => (await stage.notes('a')).length > 1)
      expect(started).toEqual(['first worker, attempt 1', 'second worker, attempt 1'])
    })

    test('gives back also what begins at that moment', async () => {
      const stage = setStage(bench())
      let performed = 0
      const { storage } = bench().store
      const stopping: Promise<void>[] = []
      const { loop, ends } = await perform(stage, async () => (performed += 1), {
        storage: {
          ...storage,
          transaction: async (work) => {
            const value = await storage.transaction(work)
            // Its attempt has begun, and nobody has been told.
            if ((value as Attempt | undefined)?.verb === verbOf(stage)) stopping.push(loop.stop())
            return value
          },
        },
      })
      const effectId = await owe(stage)
      await until(() => stopping.length > 0)
      await Promise.all(stopping)

      expect({ performed, ends }).toEqual({ performed: 0, ends: ['released'] })
      expect(await effect(effectId)).toMatchObject({ status: 'open', attempt: 0 })
    })

    test('waits for what ends by itself', async () => {
      const stage = setStage(bench())
      let started = false
      const deaf = async () => {
        started = true
        await new Promise((resolve) => setTimeout(resolve, 300))
      }
      const { loop, ends } = await perform(stage, deaf)
      const effectId = await owe(stage)
      await until(() => started)
      await loop.stop()
      expect(ends).toEqual(['succeeded'])
      expect(await effect(effectId)).toMatchObject({ status: 'succeeded' })
    })
  })
}
