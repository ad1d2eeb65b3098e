import { expect, test } from 'vitest'
import { limitedUntil } from './limited-until.ts'

const NOW = Date.parse('2026-01-01T12:00:00.000Z')
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString()
const github = (remaining: number, resetIn: number, errorUntil?: number) => ({
  connection: {
    login: 'octo',
    installations: [],
    expiresAt: null,
    scopes: null,
    rate: { limit: 5000, remaining, resetAt: at(resetIn), at: at(-1) },
    checkedAt: at(-1),
    repos: 1,
  },
  error:
    errorUntil === undefined
      ? null
      : { code: 'rate_limited', message: 'Slow down.', hint: null, at: at(-1), until: at(errorUntil) },
})

test('with requests left GitHub may be asked', () => {
  expect(limitedUntil(github(1, 30), NOW)).toBeUndefined()
  expect(limitedUntil({ connection: null, error: null }, NOW)).toBeUndefined()
})

test('without any it may be asked when they are back', () => {
  expect(limitedUntil(github(0, 30), NOW)).toBe(at(30))
  expect(limitedUntil(github(0, -1), NOW), 'they are back').toBeUndefined()
})

test('what it said of waiting counts too, and the later of both', () => {
  expect(limitedUntil(github(4000, 30, 5), NOW)).toBe(at(5))
  expect(limitedUntil(github(0, 30, 5), NOW)).toBe(at(30))
  expect(limitedUntil(github(4000, 30, -5), NOW)).toBeUndefined()
})
