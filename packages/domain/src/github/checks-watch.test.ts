import { expect, test } from 'vitest'
import { type ChecksSeen, isHurried, isWatched } from './checks-watch.ts'

const AT = '2026-01-01T12:00:00.000Z'
const minutesAfter = (minutes: number) => new Date(Date.parse(AT) + minutes * 60_000).toISOString()
const open = { state: 'open', headSha: 'abc' } as const
const seen = (checks: Partial<ChecksSeen['checks']> = {}): ChecksSeen => ({
  headSha: 'abc',
  since: AT,
  tag: null,
  checks: { total: 0, failed: 0, pending: 0, ...checks },
})

test('for half an hour after a push checks may still begin', () => {
  expect(isWatched(open, null, AT)).toBe(true)
  expect(isWatched(open, seen(), minutesAfter(29))).toBe(true)
  expect(isWatched(open, seen(), minutesAfter(31))).toBe(false)
  expect(isWatched(open, seen({ total: 2 }), minutesAfter(31))).toBe(false)
})

test('what has begun is watched to its end', () => {
  expect(isWatched(open, seen({ total: 2, pending: 1 }), minutesAfter(600))).toBe(true)
  expect(isWatched({ ...open, state: 'merged' }, seen({ total: 2, pending: 1 }), AT)).toBe(false)
})

test('a new push is watched anew', () => {
  expect(isWatched({ ...open, headSha: 'def' }, seen({ total: 2 }), minutesAfter(600))).toBe(true)
})

test('in the first hour it is looked at often', () => {
  expect(isHurried(open, seen(), minutesAfter(10))).toBe(true)
  expect(isHurried(open, seen(), minutesAfter(40))).toBe(false)
  expect(isHurried(open, seen({ total: 1, pending: 1 }), minutesAfter(59))).toBe(true)
  expect(isHurried(open, seen({ total: 1, pending: 1 }), minutesAfter(61))).toBe(false)
})
