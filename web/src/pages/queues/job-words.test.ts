import { expect, test } from 'vitest'
import { goalOf, historyInWords, isDoneInVain, lookOf, resultInWords, triesInWords } from './job-words.ts'

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

test('a job that was done is no success when its run failed', () => {
  const done = { state: 'succeeded', runStatus: 'completed' } as const
  const inVain = { state: 'succeeded', runStatus: 'failed' } as const
  expect([lookOf(done).tone, isDoneInVain(done)]).toEqual(['green', false])
  expect([lookOf(inVain).tone, lookOf(inVain).word, isDoneInVain(inVain)]).toEqual(['grey', 'Done', true])
  expect(isDoneInVain({ state: 'failed', runStatus: 'failed' })).toBe(false)
})

test('tells of its history only what happened', () => {
  expect(historyInWords({ attempt: 0, generation: 1 })).toBeUndefined()
  expect(historyInWords({ attempt: 1, generation: 1 })).toBe('1 time')
  expect(historyInWords({ attempt: 0, generation: 2 })).toBe('put back to work 1 time')
  expect(historyInWords({ attempt: 2, generation: 3 })).toBe('2 times, put back to work 2 times')
})

test('tells what was done, what was refused and what is left', () => {
  expect(resultInWords('Purged', 1, [], 0)).toBe('Purged 1 job.')
  expect(resultInWords('Retried', 1000, [{ count: 2, detail: 'the run was cancelled' }], 30)).toBe(
    'Retried 1,000 jobs. 2 refused: the run was cancelled. 30 are left: do it again for the next thousand.',
  )
})
