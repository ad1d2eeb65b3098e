import { describe, expect, test } from 'vitest'
import { decideRepo } from './decide-repo.ts'
import { evolveRepo } from './evolve-repo.ts'
import type { RepoWorkEnd } from './finish-repo-work.ts'
import { AT, by, imported, later, refused, repository, synced } from './repo.fixture.ts'
import { NEW_REPO, type Repo, type RepoCommand } from './repo.ts'
import { NEW_SYNC, type SyncRepoResult } from './repo-sync.ts'

const sync: RepoCommand = { type: 'sync-repo', by }
const poll: RepoCommand = { type: 'poll' }
const webhook: RepoCommand = { type: 'hint-sync', cause: 'webhook' }

describe('a repository on GitHub', () => {
  test('is imported when it is registered, and looked at after a while', () => {
    const told = repository()
    expect(told.sync).toMatchObject({ depth: '90-days', work: { effectId: 'effect-1', mode: 'import' } })
    told.end(synced(AT, 5))
    expect(told.sync).toMatchObject({ work: null, isImported: true, lastSyncAt: AT, lastChangeAt: AT })
    expect(told.repo.defaultBranch).toBe('trunk')
    // A fifth of the interval after a change.
    expect(Date.parse(told.sync.nextPollAt!) - Date.parse(AT)).toBeCloseTo(60_000, -4)
  })

  test('is looked at often while checks are expected, however quiet it is', () => {
    const told = imported()
    told.tell(sync)
    const { result } = synced() as { result: SyncRepoResult }
    told.end({ status: 'succeeded', result: { ...result, awaitsChecks: true } as SyncRepoResult })
    expect(Date.parse(told.sync.nextPollAt!) - Date.parse(AT)).toBeCloseTo(60_000, -4)
    told.tell(poll)
    told.end(synced())
    expect(Date.parse(told.sync.nextPollAt!) - Date.parse(AT)).toBeGreaterThan(200_000)
  })

  test('has one sync at a time; all who ask meanwhile get one more', () => {
    const told = repository()
    told.tell(sync)
    told.tell(webhook)
    told.tell(sync)
    expect(told.tell(poll)).toEqual([])
    expect(told.sync).toMatchObject({ work: { effectId: 'effect-1' }, again: 'operator' })
    expect(told.end(synced())).toMatchObject([
      { type: 'repo-synced', mode: 'import' },
      { type: 'sync-requested', effectId: 'effect-2', mode: 'refresh', cause: 'operator' },
      { type: 'poll-scheduled', dueAt: null },
    ])
    told.end(synced())
    expect(told.sync).toMatchObject({ work: null, again: null })
  })

  test('is not asked at once for each webhook, but soon', () => {
    const told = imported()
    expect(told.tell(webhook, later(5))).toEqual([{ type: 'poll-scheduled', dueAt: later(20) }])
    expect(told.tell(webhook, later(6))).toEqual([])
    expect(told.tell(webhook, later(30))).toMatchObject([{ type: 'sync-requested', cause: 'webhook' }, {}])
    told.tell(webhook, later(31))
    expect(told.end(synced(later(32)), later(32))).toMatchObject([
      { type: 'repo-synced' },
      { type: 'poll-scheduled', dueAt: later(52) },
    ])
  })

  test('is left alone for longer after each failure, unless a person asks', () => {
    const told = imported()
    const delays = [1, 2, 3].map(() => {
      told.tell(poll)
      told.end(refused)
      return (Date.parse(told.sync.nextPollAt!) - Date.parse(AT)) / 1000
    })
    expect(delays[1]! / delays[0]!).toBeCloseTo(2)
    expect(delays[2]! / delays[1]!).toBeCloseTo(2)
    expect(told.tell(webhook, later(30))).toEqual([])
    told.tell(sync)
    told.tell(sync)
    expect(told.end({ status: 'failed', error: 'fetch failed' })).toMatchObject([
      { type: 'sync-failed', message: 'fetch failed', hint: expect.stringContaining('tried several times') },
      { type: 'sync-requested', cause: 'operator' },
      {},
    ])
    told.end(synced())
    expect(told.sync.failures).toBe(0)
  })

  test('goes on with its import after a failure', () => {
    const told = repository()
    told.end(refused)
    expect(told.tell(poll)).toMatchObject([{ type: 'sync-requested', mode: 'import' }, {}])
  })

  test('is imported in parts, of which each goes on where the one before ended', () => {
    const told = repository()
    told.tell(sync)
    const part: RepoWorkEnd = { status: 'succeeded', result: { status: 'continues' } }
    expect(told.end(part)).toEqual([{ type: 'sync-continued', effectId: 'effect-2', mode: 'import' }])
    expect(told.sync).toMatchObject({ work: { effectId: 'effect-2' }, again: 'operator', isImported: false })
    expect(told.end(synced(), AT, 'effect-1')).toEqual([])
    expect(told.end(synced())[0]).toMatchObject({ type: 'repo-synced', effectId: 'effect-2', mode: 'import' })
  })

  test('is reconciled once a week', () => {
    const told = imported()
    const week = later(7 * 24 * 3600)
    expect(told.tell(poll, later(6 * 24 * 3600))).toMatchObject([{ mode: 'refresh' }, {}])
    told.end(synced())
    expect(told.tell(poll, week)).toMatchObject([{ mode: 'reconcile' }, {}])
    told.end(synced(week))
    expect(told.tell(poll, week)).toMatchObject([{ mode: 'refresh' }, {}])
  })

  test('begins anew when its cache is cleared, whatever is under way', () => {
    const told = imported()
    told.tell(sync)
    const underWay = told.sync.work!.effectId
    expect(told.tell({ type: 'clear-cache', by })).toMatchObject([
      { type: 'sync-cancelled', effectId: underWay },
      { type: 'poll-scheduled', dueAt: null },
      { type: 'cache-cleared', by },
      { type: 'sync-requested', mode: 'import', cause: 'cache-cleared' },
    ])
    expect(told.sync).toMatchObject({ isImported: false, work: { mode: 'import' } })
    expect(told.end(synced(), AT, underWay)).toEqual([])
  })

  test('is not asked while it is disabled, and at once when it is enabled', () => {
    const told = imported()
    told.tell(sync)
    expect(told.set('disabled').slice(1)).toMatchObject([
      { type: 'sync-cancelled' },
      { type: 'poll-scheduled', dueAt: null },
    ])
    expect(told.tell(poll)).toEqual([])
    expect(told.tell(webhook)).toEqual([])
    expect(() => told.tell(sync)).toThrow('is disabled; enable it first')
    expect(told.set('active').slice(1)).toMatchObject([{ type: 'sync-requested', mode: 'refresh' }, {}])
  })

  test('loses its cache when it is removed, and is imported anew when it comes back', () => {
    const told = imported()
    expect(told.set('removed').map(({ type }) => type)).toEqual([
      'repo-status-changed',
      'poll-scheduled',
      'cache-cleared',
    ])
    expect(told.tell(poll)).toEqual([])
    expect(() => told.tell(sync)).toThrow('no such repository')
  })

  test('a local one has nothing to fetch', () => {
    const local: Repo = { ...NEW_REPO, status: 'active', source: 'local' }
    const context = { version: 1, now: AT, newId: () => 'id' }
    expect(() => decideRepo(local, sync, context)).toThrow('lies on this machine')
    expect(decideRepo(local, webhook, context)).toEqual([])
  })

  test('a state that older code wrote goes on', () => {
    const { sync: _sync, clone: _clone, ...older } = imported().repo
    const context = { version: 1, now: AT, newId: () => 'id' }
    const events = decideRepo(older, sync, context)
    expect(events.reduce(evolveRepo, older as Repo).sync).toMatchObject({
      ...NEW_SYNC,
      work: { effectId: 'id', mode: 'import' },
    })
  })
})
