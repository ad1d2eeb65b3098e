import { expect, test } from 'vitest'
import { issueNumberIn } from './issue-number-in.ts'

test.each([
  ['12', '12'],
  [' #12 ', '12'],
  ['prices', undefined],
  ['12 prices', undefined],
  ['', undefined],
])('“%s” names %s', (text, number) => expect(issueNumberIn(text)).toBe(number))
