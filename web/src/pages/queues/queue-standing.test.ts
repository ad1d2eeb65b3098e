import type { QueueView, WorkerView } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { standingOf, throughput } from './queue-standing.ts'

const queue = { name: 'runs', paused: null, finishedLastMinute: 0, finishedLastHour: 0 } as QueueView
const worker = (state: WorkerView['state'], queues: Record<string, number>) =>
  ({ state, queues }) as WorkerView

test('a queue without a working worker that takes it stands still', () => {
  expect(standingOf(queue, [worker('working', { runs: 2 })])).toBe('open')
  expect(standingOf(queue, [worker('draining', { runs: 2 }), worker('working', { sync: 1 })])).toBe(
    'no-worker',
  )
  expect(standingOf(queue, [])).toBe('no-worker')
  expect(standingOf(queue, undefined)).toBe('open')
})

test('the pause is said first', () => {
  expect(standingOf({ ...queue, paused: { since: '', by: 'operator' } }, [])).toBe('paused')
})

test('says how much gets done by the minute, or by the hour when that is little', () => {
  expect(throughput(queue)).toBe('–')
  expect(throughput({ ...queue, finishedLastHour: 4 })).toBe('4 / h')
  expect(throughput({ ...queue, finishedLastHour: 40, finishedLastMinute: 3 })).toBe('3 / min')
})
