import { expect, test } from 'vitest'
import { operatorWords } from './operator-words.ts'

test('comments on lines say where they are and what stands there', () => {
  const comments = [
    { path: 'a.ts', side: 'new', line: 3, text: 'Say why.', quote: 'const a = 1', change: 'added' },
    { path: 'a.ts', side: 'old', line: 2, text: 'Keep it.', quote: 'old()', change: 'deleted' },
  ] as const
  expect(operatorWords({ action: 'respond', decisionId: 'd', reason: 'Smaller, please.', comments })).toBe(
    'Smaller, please.\n\na.ts, line 3:\n> const a = 1\nSay why.\n\na.ts, line 2 as it was before:\n> old()\nKeep it.',
  )
  expect(operatorWords({ action: 'respond', decisionId: 'd', comments: comments.slice(0, 1) })).toMatch(
    /^a\.ts, line 3/,
  )
  expect(operatorWords({ action: 'respond', decisionId: 'd' })).toBe('')
})
