import { describe, expect, test } from 'vitest'
import { amountAsTyped, amountInWords, typedAmount } from './amounts.ts'

test.each([
  ['tokens', 1, '1 token'],
  ['tokens', 1_000_000, '1,000,000 tokens'],
  ['microUsd', 12_500, '$0.0125'],
  ['microUsd', 3_000_000, '$3.00'],
  ['calls', 200, '200 calls'],
  ['seconds', 90, '90 s'],
  ['seconds', 150, '2.5 min'],
  ['seconds', 3600, '1 h'],
  ['seconds', 5400, '1 h 30 min'],
] as const)('%s %d is %s', (measure, amount, words) => {
  expect(amountInWords(measure, amount)).toBe(words)
})

describe('what is typed', () => {
  test.each([
    ['tokens', '50000', 50_000],
    ['tokens', '50,000', 50_000],
    ['tokens', '1 000 000', 1_000_000],
    ['tokens', '50k', 50_000],
    ['tokens', '1.5 M', 1_500_000],
    ['microUsd', '$2.50', 2_500_000],
    ['microUsd', '0.000001', 1],
    ['seconds', '2.5', 150],
    ['calls', '0', 0],
  ] as const)('%s “%s” is %d', (measure, text, amount) => expect(typedAmount(measure, text)).toBe(amount))

  test.each(['', 'many', '-5', '1e9', '1,00', '0x10', '99999999999999999999'])(
    '“%s” is no amount',
    (text) => {
      expect(typedAmount('tokens', text)).toBeUndefined()
    },
  )

  test.each([
    ['tokens', 100],
    ['microUsd', 12_500],
    ['calls', 7],
    ['seconds', 90],
  ] as const)('%s %d comes back as it was', (measure, amount) => {
    expect(typedAmount(measure, amountAsTyped(measure, amount))).toBe(amount)
  })
})
