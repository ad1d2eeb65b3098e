import { fireDueTimers, type TimerRequest } from '@pm-bot/runtime'
import { describe, expect, test } from 'vitest'
import type { Bench } from './bench.ts'
import { type Stage, setStage } from './stage.ts'

const PAST = '2001-01-01T00:00:00.000Z'
const FUTURE = '2999-01-01T00:00:00.000Z'

export function describeTimers(bench: () => Bench): void {
  const set = async (stage: Stage, key: string, ...timers: TimerRequest[]) => {
    await stage.tell(key, { note: 'set', timers })
    await stage.drain()
  }
  const ring = (name: string, dueAt: string | null): TimerRequest => ({
    name,
    dueAt,
    message: { note: name },
  })
  const fire = async (stage: Stage) => {
    const fired = await fireDueTimers(bench().store.storage)
    await stage.drain()
    return fired
  }

  describe('a timer', () => {
    test('fires once when it is due, oldest first, and not before', async () => {
      const stage = setStage(bench())
      await set(
        stage,
        'a',
        ring('second', '2002-01-01T00:00:00Z'),
        ring('first', PAST),
        ring('later', FUTURE),
      )
      expect(await fire(stage)).toBe(2)
      expect(await fire(stage)).toBe(0)
      expect(await stage.notes('a')).toEqual(['set', 'first', 'second'])
    })

    test('is moved and removed by its name', async () => {
      const stage = setStage(bench())
      await set(stage, 'a', ring('moved away', PAST), ring('removed', PAST), ring('moved here', FUTURE))
      await set(stage, 'a', ring('moved away', FUTURE), ring('removed', null), ring('moved here', PAST))
      expect(await fire(stage)).toBe(1)
      expect(await stage.notes('a')).toEqual(['set', 'set', 'moved here'])
    })

    test('that is set again after it fired fires again', async () => {
      const stage = setStage(bench())
      for (const _ of [1, 2]) {
        await set(stage, 'a', ring('again', PAST))
        expect(await fire(stage)).toBe(1)
      }
      expect(await stage.notes('a')).toEqual(['set', 'again', 'set', 'again'])
    })

    test('may carry no message, and does not hold up the others', async () => {
      const stage = setStage(bench())
      await stage.tell('a', { timers: [{ name: 'bare', dueAt: PAST }] })
      await stage.drain()
      expect(await fireDueTimers(bench().store.storage)).toBe(1)
      expect((await stage.mail('a')).map((row) => row.body)).toEqual(['null'])
      await stage.drain()
    })

    test('reads any RFC 3339 time', async () => {
      const stage = setStage(bench())
      const inOffset = (ms: number) =>
        new Date(Date.now() + ms + 5 * 3_600_000).toISOString().replace('Z', '+05:00')
      await set(stage, 'a', ring('due', inOffset(-60_000)), ring('not due', inOffset(60_000)))
      expect(await fire(stage)).toBe(1)
      const inMinus = (ms: number) =>
        new Date(Date.now() + ms - 5 * 3_600_000).toISOString().replace('Z', '-05:00')
      await set(stage, 'b', ring('due', inMinus(-60_000)), ring('not due', inMinus(60_000)))
      expect(await fire(stage)).toBe(1)
    })

    test('is not taken for another of a similar name', async () => {
      const stage = setStage(bench())
      await set(stage, 'a/b', ring('c', PAST))
      await set(stage, 'a', ring('b/c', PAST))
      expect(await fire(stage)).toBe(2)
      expect(await stage.notes('a/b')).toEqual(['set', 'c'])
      expect(await stage.notes('a')).toEqual(['set', 'b/c'])
    })

    test('survives a restart', async () => {
      const stage = setStage(bench())
      await set(stage, 'a', ring('kept', PAST))
      await bench().restart()
      expect(await fire(stage)).toBe(1)
      await bench().restart()
      expect(await fire(stage)).toBe(0)
      expect(await stage.notes('a')).toEqual(['set', 'kept'])
    })

    test('fires once though several look at once', async () => {
      const stage = setStage(bench())
      await set(stage, 'a', ...Array.from({ length: 20 }, (_, n) => ring(`t${n}`, PAST)))
      const fired = await Promise.all([1, 2, 3, 4].map(() => fireDueTimers(bench().store.storage, 5)))
      let all = fired.reduce((sum, each) => sum + each)
      all += await fire(stage)
      expect(all).toBe(20)
      expect(new Set(await stage.notes('a')).size).toBe(21)
      expect(await stage.notes('a')).toHaveLength(21)
    })
  })
}
