import { expect, test } from 'vitest'
import { quotaTone, quotaWords, requestsLeft } from './quota-words.ts'

const now = Date.parse('2026-11-25T12:00:00Z')
const rate = { limit: 5000, remaining: 4812, resetAt: '2026-11-25T12:30:00Z', at: '2026-11-25T11:59:00Z' }

test('says what is left and when it is full again', () => {
  expect(quotaWords(rate, now)).toEqual({
    left: '4,812 of 5,000 requests left',
    full: 'full in 30 min',
  })
  expect(quotaWords({ ...rate, remaining: 5000 }, now)).toEqual({ left: '5,000 of 5,000 requests left' })
})

test('a window that has ended since is full again', () => {
  const spent = { ...rate, remaining: 0, resetAt: '2026-11-25T11:59:30Z' }
  expect([quotaWords(spent, now), quotaTone(spent, now), requestsLeft(spent, now)]).toEqual([
    { left: '5,000 requests left' },
    'plenty',
    5000,
  ])
})

test.each([
  [4812, 'plenty'],
  [499, 'low'],
  [0, 'spent'],
])('%i left is %s', (remaining, tone) => expect(quotaTone({ ...rate, remaining }, now)).toBe(tone))
