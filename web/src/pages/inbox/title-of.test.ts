import { expect, test } from 'vitest'
import { titleOf } from './title-of.ts'

test('of spending only the question is a title', () => {
  const title = 'Spend $1.50 more? This run has a limit of $1.00: nothing more?'
  expect(titleOf({ kind: 'spend', title })).toBe('Spend $1.50 more?')
  expect(titleOf({ kind: 'question', title })).toBe(title)
})
