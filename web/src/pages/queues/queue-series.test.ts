import type { QueueSampleView } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { depthInWords, depthOf, waitInWords, waitOf } from './queue-series.ts'

const sample = (more: Partial<QueueSampleView>): QueueSampleView => ({
  at: '2026-11-21T12:00:00.000Z',
  waiting: 0,
  delayed: 0,
  active: 0,
  oldestWaitMs: 0,
  waitMs: null,
  ...more,
})

test('says in words what the charts show', () => {
  const samples = [
    sample({ waiting: 7, oldestWaitMs: 90_000, waitMs: { p50: 1200, p95: 4000 } }),
    sample({ waiting: 1, active: 2, oldestWaitMs: 3000 }),
  ]
  expect(depthInWords(samples)).toBe('1 job waits now, 2 under way. At most 7 waited.')
  expect(waitInWords(samples)).toBe(
    'The oldest has waited 3.0 s. The longest wait was 1 min 30 s. ' +
      'Of what began lately, half waited at most 1.2 s, 95 % at most 4.0 s.',
  )
})

test('says that it is quiet, and that nothing was measured', () => {
  expect(depthInWords([sample({})])).toBe('0 jobs wait now, 0 under way.')
  expect(waitInWords([sample({})])).toBe('Nothing waits now.')
  expect([depthInWords([]), waitInWords([])]).toEqual(Array(2).fill('Nothing was measured yet.'))
})

test('draws waits in seconds, and none where nothing began', () => {
  const samples = [sample({ waiting: 3, oldestWaitMs: 1500 })]
  expect(depthOf(samples).times).toEqual([1795262400])
  expect(depthOf(samples).lines.map((line) => line.values)).toEqual([[3], [0], [0]])
  expect(waitOf(samples).lines.map((line) => line.values)).toEqual([[1.5], [null], [null]])
})
