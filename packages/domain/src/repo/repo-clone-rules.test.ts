import { describe, expect, test } from 'vitest'
import type { RepoWorkEnd } from './finish-repo-work.ts'
import { AT, imported, later, refused, synced } from './repo.fixture.ts'
import type { RepoCommand } from './repo.ts'

const DAY = 24 * 60 * 60
const refresh: RepoCommand = { type: 'refresh-clone' }

describe('the clone of a repository', () => {
  const ask = (runId: string): RepoCommand => ({ type: 'prepare-clone', runId })
  const updatedAt = (at: string): RepoWorkEnd => ({
    status: 'succeeded',
    result: { status: 'updated', headSha: 'abc', at },
  })
  const updated = updatedAt(AT)
  /** One that a run was given. */
  const cloned = () => {
    const told = imported()
    told.tell(ask('run-1'))
    told.end(updated, AT, 'effect-2')
    return told
  }
  const secondsTo = (dueAt: string | null | undefined) => (Date.parse(dueAt ?? '') - Date.parse(AT)) / 1000

  test('is brought up to date once for all who ask, and anew for those that come later', () => {
    const told = imported()
    expect(told.tell(ask('run-1'))).toMatchObject([
      { type: 'clone-asked' },
      { type: 'clone-requested', effectId: 'effect-2' },
    ])
    expect(told.tell(ask('run-2'))).toEqual([{ type: 'clone-asked', runId: 'run-2' }])
    expect(told.tell(ask('run-3'))).toEqual([{ type: 'clone-asked', runId: 'run-3' }])
    const answer = { type: 'clone-ready', headSha: 'abc' }
    expect(told.end(updated, AT, 'effect-2')).toMatchObject([
      { type: 'clone-updated', headSha: 'abc' },
      { type: 'clone-answered', runId: 'run-1', answer },
      { type: 'clone-requested', effectId: 'effect-3' },
    ])
    expect(told.end(updated, AT, 'effect-3').slice(1, -1)).toEqual([
      { type: 'clone-answered', runId: 'run-2', answer },
      { type: 'clone-answered', runId: 'run-3', answer },
    ])
    expect(told.repo.clone).toMatchObject({ work: null, waiting: [], next: [], fetchedAt: AT })
  })

  test('tells each why there is none', () => {
    const told = imported()
    told.tell(ask('run-1'))
    expect(told.end(refused, AT, 'effect-2').slice(1)).toEqual([
      {
        type: 'clone-answered',
        runId: 'run-1',
        answer: { type: 'clone-failed', message: 'Bad credentials', hint: 'Make a new token.' },
      },
    ])
    told.set('removed')
    expect(told.tell(ask('run-2'))).toMatchObject([{ type: 'clone-answered', runId: 'run-2' }])
  })

  test('that there is, is brought up to date every day', () => {
    const told = cloned()
    expect(secondsTo(told.repo.clone?.nextRefreshAt)).toBeGreaterThanOrEqual(DAY)
    expect(secondsTo(told.repo.clone?.nextRefreshAt)).toBeLessThan(1.1 * DAY)
    expect(told.tell(refresh, later(DAY))).toEqual([{ type: 'clone-requested', effectId: 'effect-3' }])
    expect(told.end(updatedAt(later(DAY)), later(DAY), 'effect-3')).toMatchObject([
      { type: 'clone-updated' },
      { type: 'clone-scheduled', dueAt: expect.any(String) },
    ])
    expect(secondsTo(told.repo.clone?.nextRefreshAt)).toBeGreaterThanOrEqual(2 * DAY)
  })

  test('is not fetched by itself where no run ever wanted it', () => {
    const told = imported()
    expect(told.tell(refresh)).toEqual([])
    told.tell(ask('run-1'))
    expect(told.end(refused, AT, 'effect-2').map(({ type }) => type)).toEqual([
      'clone-failed',
      'clone-answered',
    ])
  })

  test('is not fetched twice at once: a run that asks moves the day', () => {
    const told = cloned()
    told.tell(ask('run-2'), later(DAY))
    expect(told.tell(refresh, later(DAY + 1))).toEqual([])
    told.end(updatedAt(later(DAY + 2)), later(DAY + 2), 'effect-3')
    expect(secondsTo(told.repo.clone?.nextRefreshAt)).toBeGreaterThanOrEqual(2 * DAY)

    told.tell(refresh, later(2 * DAY + 2))
    expect(told.tell(ask('run-3'), later(2 * DAY + 3))).toEqual([{ type: 'clone-asked', runId: 'run-3' }])
    // What it gets began after it asked.
    expect(told.end(updatedAt(later(2 * DAY + 4)), later(2 * DAY + 4), 'effect-4')).toMatchObject([
      { type: 'clone-updated' },
      { type: 'clone-requested', effectId: 'effect-5' },
    ])
  })

  test('whose fetch failed is tried again the next day', () => {
    const told = cloned()
    told.tell(refresh, later(DAY))
    expect(told.end(refused, later(DAY), 'effect-3')).toMatchObject([
      { type: 'clone-failed' },
      { type: 'clone-scheduled' },
    ])
    expect(secondsTo(told.repo.clone?.nextRefreshAt)).toBeGreaterThanOrEqual(2 * DAY)
  })

  test('is left alone while the repository is disabled, and fetched once it is enabled again', () => {
    const told = cloned()
    expect(told.set('disabled')).toContainEqual({ type: 'clone-scheduled', dueAt: null })
    expect(told.tell(refresh, later(DAY))).toEqual([])
    // A run that was waiting gets its clone; nothing follows.
    told.tell(ask('run-2'), later(DAY))
    expect(told.end(updatedAt(later(DAY)), later(DAY), 'effect-3').map(({ type }) => type)).toEqual([
      'clone-updated',
      'clone-answered',
    ])
    const enabled = told.set('active')
    expect(enabled.map(({ type }) => type)).toContain('clone-scheduled')
    expect(secondsTo(told.repo.clone?.nextRefreshAt)).toBeGreaterThanOrEqual(2 * DAY)
    expect(told.set('removed')).toContainEqual({ type: 'clone-scheduled', dueAt: null })
    expect(told.tell(refresh, later(9 * DAY))).toEqual([])
  })

  test('of older code gets its day with the next sync', () => {
    const told = cloned()
    delete told.repo.clone?.nextRefreshAt
    told.tell({ type: 'sync-repo', by: 'operator' })
    expect(told.end(synced())).toContainEqual({ type: 'clone-scheduled', dueAt: expect.any(String) })
    told.tell({ type: 'sync-repo', by: 'operator' })
    expect(told.end(synced()).map(({ type }) => type)).not.toContain('clone-scheduled')
  })
})
