import { describe, expect, test } from 'vitest'
import { isTransientPostgresError, readTime } from './postgres.ts'

const withCode = (code: string) => Object.assign(new Error('…'), { code })

describe('an error that passes by itself', () => {
  test.each([
    '40P01',
    '40001',
    '08006',
    '53300',
    '55P03',
    '57014',
    '57P01',
    '57P03',
    '25P03',
    '58030',
    'ECONNREFUSED',
    'ETIMEDOUT',
  ])('is known by its code %s', (code) => expect(isTransientPostgresError(withCode(code))).toBe(true))

  test.each([
    'Connection terminated unexpectedly',
    'Query read timeout',
    'timeout exceeded when trying to connect',
  ])('is known by its words: %s', (message) =>
    expect(isTransientPostgresError(new Error(message))).toBe(true),
  )

  test.each(['23505', '23502', '22021', '22P02', '42P01', '40002'])('is not one with the code %s', (code) =>
    expect(isTransientPostgresError(withCode(code))).toBe(false),
  )

  test.each([new Error('timely'), new TypeError('x is undefined'), 'text', {}])('is not %s', (error) =>
    expect(isTransientPostgresError(error)).toBe(false),
  )
})

test.each([
  ['2026-11-21 21:15:29.123456+00', '2026-11-21T21:15:29.123Z'],
  ['2026-11-21 21:15:29.9+00', '2026-11-21T21:15:29.900Z'],
  ['2026-11-21 21:15:29.05+00', '2026-11-21T21:15:29.050Z'],
  ['2026-01-01 00:00:00+00', '2026-01-01T00:00:00.000Z'],
])('reads the time %s as JavaScript would', (text, expected) => {
  expect(readTime(text)).toBe(expected)
  expect(new Date(`${text.replace(' ', 'T')}:00`).toISOString()).toBe(expected)
})
