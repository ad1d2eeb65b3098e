import { expect, test } from 'vitest'
import { limitsAsTyped, readLimits } from './typed-limits.ts'

test('limits come back from their fields as they were', () => {
  const limits = { calls: 200, tokens: 1_000_000, microUsd: 2_500_000, seconds: 5400 }
  expect(limitsAsTyped(limits)).toEqual({ calls: '200', tokens: '1000000', microUsd: '2.5', seconds: '90' })
  expect(readLimits(limitsAsTyped(limits))).toEqual({ limits, problems: {} })
})

test('an empty field is no limit, 0 allows nothing', () => {
  expect(readLimits({ calls: ' ', tokens: '0' })).toEqual({ limits: { tokens: 0 }, problems: {} })
})

test('what is no amount is named, and what is too much', () => {
  const { limits, problems } = readLimits({ calls: 'many', microUsd: '2000000', seconds: '10' })
  expect(limits).toEqual({ seconds: 600 })
  expect(Object.keys(problems)).toEqual(['calls', 'microUsd'])
})
