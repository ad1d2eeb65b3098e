import { expect, test } from 'vitest'
import { createAllowance } from './attempt-allowance.ts'

const LIMITS = { burst: 3, everyMs: 1000, sources: 2 }

test('gives some at once and then one every so often', () => {
  let now = 5000
  const allowance = createAllowance(LIMITS, () => now)
  expect([1, 2, 3, 4].map(() => allowance.take('a'))).toEqual([0, 0, 0, 1000])
  expect(allowance.left('a')).toBe(0)
  now += 999
  expect(allowance.take('a')).toBe(1)
  now += 1
  expect([allowance.take('a'), allowance.take('a')]).toEqual([0, 1000])
  now += 60_000
  expect(allowance.left('a')).toBe(3)
  expect([1, 2, 3, 4].map(() => allowance.take('a'))).toEqual([0, 0, 0, 1000])
})

test('counts every source by itself, and takes back what was not used', () => {
  const allowance = createAllowance(LIMITS, () => 0)
  for (let time = 0; time < 3; time += 1) allowance.take('a')
  expect(allowance.take('b')).toBe(0)
  allowance.giveBack('a')
  expect([allowance.take('a'), allowance.take('a')]).toEqual([0, 1000])
})

test('remembers only so many, and those it saw last', () => {
  const allowance = createAllowance(LIMITS, () => 0)
  for (const source of ['a', 'b', 'a', 'c']) allowance.take(source)
  expect(['a', 'b', 'c'].map(allowance.left)).toEqual([1, 3, 2])
})
