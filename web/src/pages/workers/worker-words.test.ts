import type { WorkerView } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { inWorkerOrder, takesInWords } from './worker-words.ts'

test('says which queues a worker takes, and how many jobs at once', () => {
  expect(takesInWords({ queues: { runs: 2, sync: 1, notify: 0 } })).toBe('Runs × 2, Sync × 1')
  expect(takesInWords({ queues: {} })).toBe('no queue')
})

test('puts the silent ones first and leaves the others in their places', () => {
  const worker = (id: string, state: WorkerView['state']) => ({ id, host: 'home', state }) as WorkerView
  const ordered = inWorkerOrder([worker('b', 'working'), worker('a', 'working'), worker('c', 'silent')])
  expect(ordered.map(({ id }) => id)).toEqual(['c', 'a', 'b'])
})
