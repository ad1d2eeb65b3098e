import { describe, expect, test } from 'vitest'
import { isTransientPostgresError } from './postgres.ts'

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
