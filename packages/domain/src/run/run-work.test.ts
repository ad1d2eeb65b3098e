import { expect, test } from 'vitest'
import { type RunWorkFacts, waitReason } from './run-work.ts'

const WAITING: RunWorkFacts = {
  state: 'waiting',
  isPaused: false,
  isAllPaused: false,
  isTaken: true,
  ahead: 0,
  worker: null,
  mail: { waiting: 0, parked: 0 },
  awaitsPlace: false,
}

test.each<[string | null, Partial<RunWorkFacts>]>([
  ['next', {}],
  ['work-ahead', { ahead: 2 }],
  ['no-worker', { isTaken: false, ahead: 2 }],
  ['all-paused', { isAllPaused: true, isPaused: true, isTaken: false }],
  ['queue-paused', { isPaused: true, isTaken: false, ahead: 2 }],
  ['delayed', { state: 'delayed', ahead: 2 }],
  ['queue-paused', { state: 'delayed', isPaused: true }],
  ['at-work', { state: 'active', worker: 'working', isPaused: true }],
  ['at-work', { state: 'active', worker: 'draining' }],
  ['worker-silent', { state: 'active', worker: 'silent' }],
  ['worker-silent', { state: 'active', worker: null }],
  ['mail-parked', { state: 'active', worker: 'working', mail: { waiting: 0, parked: 1 } }],
  ['mail-waits', { state: 'succeeded', mail: { waiting: 1, parked: 0 } }],
  ['mail-waits', { state: null, mail: { waiting: 1, parked: 0 } }],
  ['mail-waits', { state: 'failed', mail: { waiting: 1, parked: 0 } }],
  ['no-place', { state: 'succeeded', awaitsPlace: true, mail: { waiting: 1, parked: 0 } }],
  ['no-worker', { state: null, awaitsPlace: true, isTaken: false }],
  ['mail-parked', { state: null, awaitsPlace: true, mail: { waiting: 0, parked: 1 } }],
  ['at-work', { state: 'active', worker: 'working', awaitsPlace: true }],
  ['job-failed', { state: 'failed' }],
  ['job-in-doubt', { state: 'in-doubt' }],
  [null, { state: 'succeeded' }],
  [null, { state: null }],
])('%s', (reason, facts) => expect(waitReason({ ...WAITING, ...facts })).toBe(reason))
