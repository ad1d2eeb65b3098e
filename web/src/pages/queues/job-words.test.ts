import { expect, test } from 'vitest'
import { goalOf, resultInWords, triesInWords } from './job-words.ts'

test('finds the goal in what a job carries', () => {
  expect(goalOf({ payload: { goal: 'Format the README' } })).toBe('Format the README')
  expect([goalOf({ payload: null }), goalOf({ payload: 'goal' }), goalOf({ payload: { goal: 1 } })]).toEqual(
    Array(3).fill(undefined),
  )
})

test('says how often it was tried only when that says something', () => {
  expect(triesInWords({ attempt: 1, crashes: 0 })).toBe('')
  expect(triesInWords({ attempt: 3, crashes: 0 })).toBe('attempt 3')
  expect(triesInWords({ attempt: 3, attemptsAtMost: 5, crashes: 0 })).toBe('attempt 3 of 5')
  expect(triesInWords({ attempt: 2, crashes: 1 })).toBe('attempt 2, 1 worker died over it')
})

test('tells what was done, what was refused and what is left', () => {
  expect(resultInWords('Purged', 1, [], 0)).toBe('Purged 1 job.')
  expect(resultInWords('Retried', 1000, [{ count: 2, detail: 'the run was cancelled' }], 30)).toBe(
    'Retried 1000 jobs. 2 refused: the run was cancelled. 30 are left: do it again for the next thousand.',
  )
})
