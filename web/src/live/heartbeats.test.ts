import { expect, test } from 'vitest'
import { standingOf } from './heartbeats.ts'

test('how workers stand changes when one comes, goes or falls silent, and not with each heartbeat', () => {
  const two = standingOf([
    ['a', 200],
    ['b', 4000],
  ])
  expect(
    standingOf([
      ['b', 100],
      ['a', 14_999],
    ]),
  ).toBe(two)
  expect(
    standingOf([
      ['a', 15_001],
      ['b', 0],
    ]),
  ).not.toBe(two)
  expect(standingOf([['a', 0]])).not.toBe(two)
})
