import { type Loop, startDispatch, startTimers } from '@pm-bot/runtime'
import { afterEach, describe, expect, test } from 'vitest'
import { onChanged } from '../src/changed.ts'
import { storeTxOf } from '../src/storage.ts'
import type { Bench } from './bench.ts'
import { type Stage, setStage, until } from './stage.ts'

export function describeWakeups(bench: () => Bench): void {
  let loops: Loop[] = []
  afterEach(async () => {
    await Promise.all(loops.map((loop) => loop.stop()))
    loops = []
  })
  const dispatch = (stage: Stage, pollMs: number) => {
    loops.push(startDispatch({ storage: bench().store.storage, cast: stage.cast, pollMs, onError: () => {} }))
    return new Promise((resolve) => setTimeout(resolve, 100))
  }

  describe('a hint', () => {
    test('wakes whoever serves mailboxes', async () => {
      const stage = setStage(bench())
      await dispatch(stage, 60_000)
      for (const note of ['1', '2', '3']) {
        await stage.tell('a', { note })
        await until(async () => (await stage.notes('a')).includes(note), 1000)
      }
    })

    test('that got lost is made good by a poll', async () => {
      const stage = setStage(bench())
      await dispatch(stage, 100)
      await bench().store.storage.transaction(async (tx) => {
        tx.tell(stage.at('a'), { note: 'unheard' })
        storeTxOf(tx).hint = () => {}
      })
      await until(async () => (await stage.notes('a')).length === 1, 1000)
    })

    test('comes after the commit, and never without one', async () => {
      const { storage, database } = bench().store
      const heard: string[] = []
      const off = onChanged(database, ({ topic, id }) => heard.push(`${topic} ${id}`))
      await new Promise((resolve) => setTimeout(resolve, 100))
      await storage.transaction(async (tx) => {
        storeTxOf(tx).hint('changed', 'runs:a:b')
        await new Promise((resolve) => setTimeout(resolve, 50))
        expect(heard).toEqual([])
      })
      const failing = storage.transaction(async (tx) => {
        storeTxOf(tx).hint('changed', 'runs:never')
        throw new Error('rolled back')
      })
      await expect(failing).rejects.toThrow('rolled back')
      await until(() => heard.length > 0)
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(heard).toEqual(['runs a:b'])
      off()
    })

    test('is one of many: all arrive, however long together', async () => {
      const { storage, database } = bench().store
      const heard = new Set<string>()
      const off = onChanged(database, ({ id }) => heard.add(id))
      await new Promise((resolve) => setTimeout(resolve, 100))
      await storage.transaction(async (tx) => {
        for (let n = 0; n < 2000; n += 1) storeTxOf(tx).hint('changed', `runs:“${n}”`)
      })
      await until(() => heard.size === 2000)
      off()
      await storage.transaction(async (tx) => storeTxOf(tx).hint('changed', 'runs:nobody listens'))
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(heard.size).toBe(2000)
    })
  })

  describe('a loop', () => {
    test('lets others have their turn while there is mail without end, and can be stopped', async () => {
      const stage = setStage(bench())
      const { storage } = bench().store
      let turns = 0
      const loop = startDispatch({
        storage: {
          ...storage,
          transaction: (work) =>
            storage.transaction(async (tx) => {
              const value = await work(tx)
              turns += 1
              // Bounded, should it let nobody stop it.
              if (turns < 3000) tx.tell(stage.at('a'), {})
              return value
            }),
        },
        cast: stage.cast,
        onError: () => {},
      })
      await new Promise((resolve) => setTimeout(resolve, 100))
      await loop.stop()
      expect(turns).toBeGreaterThan(1)
      expect(turns).toBeLessThan(3000)
      await stage.drain()
    })

    test('fires timers until it is stopped', async () => {
      const stage = setStage(bench())
      const timer = { name: 't', dueAt: '2001-01-01T00:00:00Z', message: { note: 'fired' } }
      await stage.tell('a', { timers: [timer] })
      await stage.drain()
      loops.push(startTimers({ storage: bench().store.storage, onError: () => {}, pollMs: 20 }))
      await until(async () => (await stage.mail('a')).length === 1)
      await stage.drain()
      expect(await stage.notes('a')).toEqual(['', 'fired'])
    })
  })
}
