import { expect, test } from 'vitest'
import {
  daysInWords,
  forecastInWords,
  shareInWords,
  sumInWords,
  unpricedInWords,
  usualMeasure,
} from './spend-words.ts'

const nothing = { microUsd: 0, tokens: 0, calls: 0, unpricedCalls: 0 }
const forecast = {
  microUsd: 12_400_000,
  from: '2026-11-19',
  to: '2026-11-25',
  days: 7,
  spentDays: 5,
  unpricedCalls: 0,
}

test('a forecast says what it rests on', () => {
  expect(forecastInWords({ forecast })).toEqual({
    sentence: 'At the pace of the last 7 days this month ends at about $12.40.',
    basis: 'It rests on Nov 19 to Nov 25, with spend on 5 of these days.',
  })
  expect(forecastInWords({ forecast: { ...forecast, unpricedCalls: 1 } }).basis).toMatch(
    /1 call of models without a price is not in it\.$/,
  )
  expect(forecastInWords({ forecast: { ...forecast, microUsd: 2_345 } }).sentence).toMatch(
    /about \$0\.0023\.$/,
  )
  expect(forecastInWords({ forecast: null }).sentence).toBe('No forecast yet.')
})

test('what the amounts leave out is said', () => {
  const day = { day: '2026-11-25', ...nothing }
  expect(unpricedInWords({ days: [day] })).toBeUndefined()
  expect(unpricedInWords({ days: [{ ...day, unpricedCalls: 2 }, day] })).toBe(
    '2 calls of models without a price are not in these amounts of money.',
  )
})

test.each([
  ['microUsd', 22_005_198, '$22.01'],
  ['microUsd', 5_198, '$0.005198'],
  ['calls', 1, '1 call'],
] as const)('a sum of %s %d is %s', (measure, amount, words) =>
  expect(sumInWords(measure, amount)).toBe(words),
)

test('money is shown first where any of it is known', () => {
  const days = [{ day: '2026-11-25', ...nothing, tokens: 7 }]
  expect(usualMeasure({ days, month: nothing })).toBe('tokens')
  expect(usualMeasure({ days, month: { ...nothing, microUsd: 1 } })).toBe('microUsd')
})

test.each([
  [1, 3, '33 %'],
  [1, 1000, 'less than 1 %'],
  [0, 5, '0 %'],
  [0, 0, ''],
])('%d of %d is %s', (part, whole, words) => expect(shareInWords(part, whole)).toBe(words))

test('the days are said in a sentence', () => {
  const days = [
    { day: '2026-11-24', ...nothing, tokens: 5 },
    { day: '2026-11-25', ...nothing, tokens: 7 },
  ]
  expect(daysInWords({ days }, 'tokens')).toBe('12 tokens in the last 2 days, the most on Nov 25: 7 tokens.')
  expect(daysInWords({ days }, 'microUsd')).toBe('Nothing in the last 2 days.')
})
