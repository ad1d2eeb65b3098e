import { expect, it } from 'vitest'
import { limitOf } from './limit-of.ts'

const secondsUntil = (until = '') => Math.round((Date.parse(until) - Date.now()) / 1000)

it.each([
  ['no, for want of a permission', 403, {}, 'Resource not accessible', undefined],
  ['no, of another kind', 404, { 'retry-after': '5' }, 'Not Found', undefined],
  ['later, by name of a time', 403, { 'retry-after': '5' }, 'Secondary rate limit', 5],
  ['later, without a time', 403, {}, 'You have exceeded a secondary rate limit', 60],
  ['later, by its status', 429, {}, 'Too many', 60],
])('takes it for %s', (_, status, headers, message, seconds) => {
  const limit = limitOf(status, headers, message)
  expect(limit && secondsUntil(limit.until)).toBe(seconds)
})

it('takes an empty quota for later, until it is full again', () => {
  const reset = Math.floor(Date.now() / 1000) + 100
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) }
  expect(limitOf(403, headers, 'API rate limit exceeded')?.until).toBe(
    new Date((reset + 1) * 1000).toISOString(),
  )
})
