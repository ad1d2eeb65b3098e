import { expect, test } from 'vitest'
import { limitsInWords } from './limits-words.ts'

test('limits are said in one line, each with its unit', () => {
  expect(limitsInWords({ seconds: 3600, calls: 200, microUsd: 2_000_000 })).toBe(
    '200 calls, $2.00, 1 h at work',
  )
  expect(limitsInWords({})).toBe('')
})
