import { expect, test } from 'vitest'
import { COUNTS, SECONDS } from './chart-scale.ts'

test('marks are short enough to stand beside an axis', () => {
  expect([0, 30, 90, 120, 3600, 5400].map(SECONDS.tick)).toEqual([
    '0',
    '30 s',
    '1.5 min',
    '2 min',
    '1 h',
    '1.5 h',
  ])
  expect([0, 7, 12_000].map(COUNTS.tick)).toEqual(['0', '7', '12 k'])
})

test('steps rise', () => {
  for (const { steps } of [COUNTS, SECONDS]) expect(steps.toSorted((a, b) => a - b)).toEqual(steps)
})
