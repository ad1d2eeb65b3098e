import { expect, test } from 'vitest'
import { progressInWords, progressOf } from './progress-words.ts'

const progress = {
  phase: 'issues',
  pages: 12,
  objects: 1200,
  total: 5800,
  requests: 14,
  startedAt: '2026-11-25T12:00:00Z',
  secondsLeft: 41,
}

test('says how much is here, what it took and how long it takes', () => {
  expect(progressInWords(progress)).toBe('1,200 of about 5,800 · 12 pages · 14 requests · about 41 s to go')
})

test('what waits and has not begun shows no progress', () => {
  const fresh = { ...progress, pages: 0 }
  expect(progressOf({ status: 'waiting', progress: fresh })).toBeNull()
  expect(progressOf({ status: 'syncing', progress: fresh })).toBe(fresh)
  expect(progressOf({ status: 'waiting', progress })).toBe(progress)
})

test('has nothing to count at first', () => {
  expect(
    progressInWords({ ...progress, pages: 0, objects: 0, requests: 0, total: null, secondsLeft: null }),
  ).toBe('just begun')
})

test('leaves out what nobody knows', () => {
  expect(progressInWords({ ...progress, total: null, secondsLeft: null })).toBe(
    '1,200 objects · 12 pages · 14 requests',
  )
})
