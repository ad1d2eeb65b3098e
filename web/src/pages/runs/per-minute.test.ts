import { expect, test } from 'vitest'
import { MINUTES, perMinute } from './per-minute.ts'

test('counts events by the minute, now last, and leaves out what is older', () => {
  const counts = perMinute([0, 59, 60, 1799, 1800, 9999])
  expect(counts).toHaveLength(MINUTES)
  expect([counts.at(-1), counts.at(-2), counts[0]]).toEqual([2, 1, 1])
  expect(counts.reduce((sum, each) => sum + each)).toBe(4)
})
