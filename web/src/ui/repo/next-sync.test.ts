import { expect, test } from 'vitest'
import { nextSync, nextSyncWords } from './next-sync.ts'

const nextSyncAt = '2026-11-25T12:05:00Z'
const until = '2026-11-25T12:30:00Z'
const error = { message: 'API rate limit exceeded', hint: null, at: '2026-11-25T12:00:00Z', until }

test('the next sync is the one that is planned, or the end of the wait that GitHub asked for', () => {
  expect(nextSync('active', { status: 'idle', nextSyncAt, error: null })).toBe(nextSyncAt)
  expect(nextSync('active', { status: 'waiting', nextSyncAt, error })).toBe(until)
  expect(nextSync('active', { status: 'waiting', nextSyncAt, error: null })).toBeNull()
  expect(nextSync('active', { status: 'syncing', nextSyncAt, error })).toBeNull()
  expect(nextSync('disabled', { status: 'idle', nextSyncAt, error: null })).toBeNull()
})

test('where it is no moment on the clock, it is said in words', () => {
  const wordsOf = (status: 'waiting' | 'syncing', after: typeof error | null) =>
    nextSyncWords('active', { status, error: after })
  expect(wordsOf('waiting', null)).toBe('as soon as a worker is free')
  expect(wordsOf('waiting', { ...error, until: '' })).toBe('soon, by itself')
  expect(wordsOf('syncing', null)).toBe('under way')
  expect(nextSyncWords('disabled', { status: 'idle', error: null })).toBe('none while it is disabled')
  expect(nextSyncWords('active', { status: 'idle', error: null })).toBe('not planned')
})
