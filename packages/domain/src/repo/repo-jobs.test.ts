import { describe, expect, test } from 'vitest'
import type { JobState } from '../actor/work-queues.ts'
import type { RepoWorkEnd } from './finish-repo-work.ts'
import { AT, by, imported, repository, synced } from './repo.fixture.ts'
import type { RepoCommand } from './repo.ts'

const retry = (effectId: string, state: JobState): RepoCommand => ({
  type: 'retry-effect',
  effectId,
  state,
  by,
})
const cancel = (effectId: string): RepoCommand => ({ type: 'cancel-effect', effectId, by })
const failed: RepoWorkEnd = { status: 'failed', error: 'no worker' }
const ask: RepoCommand = { type: 'prepare-clone', runId: 'run-1' }
const updated: RepoWorkEnd = { status: 'succeeded', result: { status: 'updated', headSha: 'abc', at: AT } }

describe('the sync of a repository', () => {
  test('that waits for its next attempt begins at once', () => {
    const told = repository()
    expect(told.tell(retry('effect-1', 'delayed'))).toEqual([
      { type: 'effect-hurried', effectId: 'effect-1', by },
    ])
  })

  test('that failed is put back, with what it was to do, in place of the next look', () => {
    const told = repository()
    told.end(failed)
    expect(told.sync).toMatchObject({ work: null, failures: 1 })
    expect(told.tell(retry('effect-1', 'failed'))).toEqual([
      { type: 'sync-reopened', effectId: 'effect-1', mode: 'import', by },
      { type: 'poll-scheduled', dueAt: null },
    ])
    expect(told.sync).toMatchObject({ work: { effectId: 'effect-1', mode: 'import' }, nextPollAt: null })
    expect(() => told.tell(retry('effect-1', 'failed'))).toThrow(/under way again/)
    told.end(synced())
    expect(told.sync).toMatchObject({ work: null, isImported: true, failures: 0 })
    expect(() => told.tell(retry('effect-1', 'failed'))).toThrow(/has gone on without this job/)
  })

  test('that failed is left where another has begun, or nobody wants it', () => {
    const told = repository()
    told.end(failed)
    told.tell({ type: 'sync-repo', by })
    expect(() => told.tell(retry('effect-1', 'failed'))).toThrow(/has gone on without this job/)
    told.end(failed)
    told.set('disabled')
    expect(() => told.tell(retry('effect-2', 'failed'))).toThrow(/disabled; enable it first/)
  })

  test('is cancelled, and comes again after a while', () => {
    const told = imported()
    told.tell({ type: 'sync-repo', by })
    expect(told.tell(cancel('effect-2'))).toMatchObject([
      { type: 'sync-cancelled', effectId: 'effect-2', by },
      { type: 'poll-scheduled', dueAt: expect.any(String) },
    ])
    expect(told.sync).toMatchObject({ work: null })
    expect(told.end(synced(), AT, 'effect-2')).toEqual([])
    expect(() => told.tell(cancel('effect-2'))).toThrow(/has gone on without this job/)
  })

  test.each([
    ['waiting', /waits for a worker already/],
    ['active', /at this moment/],
    ['succeeded', /is done/],
    ['cancelled', /was cancelled/],
  ] as const)('is not put back while it is %s', (state, reason) => {
    expect(() => repository().tell(retry('effect-1', state))).toThrow(reason)
  })
})

describe('the clone of a repository', () => {
  test('whose fetch failed is fetched again', () => {
    const told = imported()
    told.tell(ask)
    told.end(failed, AT, 'effect-2')
    expect(told.tell(retry('effect-2', 'failed'))).toEqual([
      { type: 'clone-reopened', effectId: 'effect-2', by },
    ])
    expect(told.repo.clone).toMatchObject({ work: 'effect-2', waiting: [] })
    expect(() => told.tell(retry('effect-2', 'failed'))).toThrow(/under way again/)
    told.end(updated, AT, 'effect-2')
    expect(told.repo.clone).toMatchObject({ work: null, fetchedAt: AT })
  })

  test('is cancelled, and runs that wait for it are told; those that asked later get another', () => {
    const told = imported()
    told.tell(ask)
    told.tell({ ...ask, runId: 'run-2' })
    expect(told.tell(cancel('effect-2'))).toMatchObject([
      { type: 'clone-cancelled', effectId: 'effect-2', by },
      {
        type: 'clone-answered',
        runId: 'run-1',
        answer: { type: 'clone-failed', message: expect.stringContaining('cancelled') },
      },
      { type: 'clone-requested', effectId: 'effect-3' },
    ])
    expect(told.end(updated, AT, 'effect-2')).toEqual([])
    expect(told.repo.clone).toMatchObject({ work: 'effect-3', waiting: ['run-2'], next: [] })
  })
})
