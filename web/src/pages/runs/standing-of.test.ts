import { expect, test } from 'vitest'
import { standingOf } from './standing-of.ts'

test('a run that a machine has to go on with leaves the word to its work', () => {
  const approved = { status: 'approved', reason: 'Waiting for a worker.' } as const
  expect(standingOf(approved, { reason: 'delayed' })).toBeUndefined()
  expect(standingOf(approved, { reason: null })).toBe('Waiting for a worker.')
  expect(standingOf(approved, undefined)).toBe('Waiting for a worker.')
})

test('one that is over says why', () => {
  const failed = { status: 'failed', reason: 'the disk is full' } as const
  expect(standingOf(failed, { reason: 'job-failed' })).toBe('the disk is full')
})
