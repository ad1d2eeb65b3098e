import type { EffectJob } from '@pm-bot/runtime'
import { afterEach, describe, expect, test } from 'vitest'
import { storeTxOf } from '../src/storage.ts'
import type { Bench } from './bench.ts'
import { until } from './stage.ts'

let names = 0

export function describeWorkQueue(bench: () => Bench): void {
  afterEach(() => bench().restart())

  const send = async (delayMs = 0, options: { rollBack?: boolean } = {}) => {
    names += 1
    const effectId = `job${names}`
    await bench().store.storage.transaction(async (tx) => {
      await bench().store.queue.sendJobs(storeTxOf(tx), [{ effectId, generation: 1, queue: 'sync', delayMs }])
      if (options.rollBack) throw new Error('rolled back')
    })
    return effectId
  }

  describe('a work queue', () => {
    test('carries a job when its transaction commits, and only then', async () => {
      const jobs: EffectJob[] = []
      await bench().store.queue.work('sync', 1, async (job) => void jobs.push(job))
      await expect(send(0, { rollBack: true })).rejects.toThrow('rolled back')
      const effectId = await send()
      await until(() => jobs.length > 0)
      expect(jobs).toEqual([{ effectId, generation: 1 }])
    })

    test('wakes its worker at once', async () => {
      const { queue } = bench().store
      const jobs: string[] = []
      await queue.work('sync', 1, async (job) => void jobs.push(job.effectId))
      await new Promise((resolve) => setTimeout(resolve, 300))
      const waits: number[] = []
      for (let n = 0; n < 5; n += 1) {
        const started = performance.now()
        const effectId = await send()
        await until(() => jobs.includes(effectId))
        waits.push(performance.now() - started)
      }
      // The polls alone would take half a second and more.
      expect(waits.sort((a, b) => a - b)[2]).toBeLessThan(300)
    })

    test('keeps a delayed job back', async () => {
      const jobs: string[] = []
      const delayed = await send(1000)
      const started = Date.now()
      await bench().store.queue.work('sync', 1, async (job) => void jobs.push(job.effectId))
      await until(() => jobs.includes(delayed))
      expect(Date.now() - started).toBeGreaterThan(800)
    })

    test('brings a job again when its handler throws', async () => {
      let tries = 0
      await send()
      await bench().store.queue.work('sync', 1, async () => {
        tries += 1
        if (tries === 1) throw new Error('handler')
      })
      await until(() => tries === 2)
    })

    test('works at as many jobs at once as it may, and no more', async () => {
      let now = 0
      let most = 0
      let done = 0
      for (let n = 0; n < 9; n += 1) await send()
      await bench().store.queue.work('sync', 3, async () => {
        now += 1
        most = Math.max(most, now)
        await new Promise((resolve) => setTimeout(resolve, 60))
        now -= 1
        done += 1
      })
      await until(() => done === 9)
      expect(most).toBe(3)
    })

    test('keeps its jobs over a restart', async () => {
      const effectId = await send()
      await bench().restart()
      const jobs: string[] = []
      await bench().store.queue.work('sync', 1, async (job) => void jobs.push(job.effectId))
      await until(() => jobs.length > 0)
      expect(jobs).toEqual([effectId])
    })

    test('waits for its handlers when it is stopped', async () => {
      let ended = false
      let began = false
      await send()
      const { queue } = bench().store
      await queue.work('sync', 1, async () => {
        began = true
        await new Promise((resolve) => setTimeout(resolve, 300))
        ended = true
      })
      await until(() => began)
      await queue.stop()
      expect(ended).toBe(true)
    })
  })
}
