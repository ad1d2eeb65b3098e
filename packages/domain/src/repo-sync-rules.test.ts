import { describe, expect, test } from 'vitest'
import { decideRepo } from './decide-repo.ts'
import { evolveRepo } from './evolve-repo.ts'
import { finishRepoWork, type RepoWorkEnd } from './finish-repo-work.ts'
import { NEW_REPO, type Repo, type RepoCommand, type RepoEvent } from './repo.ts'
import { NEW_SYNC } from './repo-sync.ts'

const by = 'operator'
const AT = '2026-01-01T12:00:00.000Z'
const later = (seconds: number) => new Date(Date.parse(AT) + seconds * 1000).toISOString()

/** Commands and ends of effects in turn, told at times that the test chooses. */
function repository() {
  let repo: Repo = NEW_REPO
  let ids = 0
  const contextAt = (now: string) => ({ version: 1, now, newId: () => `effect-${++ids}` })
  const apply = (events: RepoEvent[]): RepoEvent[] => {
    repo = events.reduce(evolveRepo, repo)
    return events
  }
  const told = {
    get repo() {
      return repo
    },
    get sync() {
      return repo.sync!
    },
    tell: (command: RepoCommand, now = AT) => apply(decideRepo(repo, command, contextAt(now))),
    end: (end: RepoWorkEnd, now = AT, effectId = repo.sync?.work?.effectId ?? '') =>
      apply(finishRepoWork(repo, effectId, end, contextAt(now))),
    set: (status: Repo['status']) =>
      told.tell({ type: 'set-repo-status', status, unfinishedRuns: 0, ifVersion: null, by }),
  }
  told.tell({
    type: 'register-repo',
    repoId: '80000000-0000-8000-8000-000000000000',
    workspaceId: 'workspace-1',
    source: 'github',
    fullName: 'octo/shop',
    name: 'shop',
    path: '',
    defaultBranch: null,
    options: { depth: '90-days', intervalSeconds: 300 },
    by,
  })
  return told
}
const synced = (at = AT, changed = 0): RepoWorkEnd => ({
  status: 'succeeded',
  result: { status: 'synced', changed, defaultBranch: 'trunk', intervalSeconds: 300, at },
})
const refused: RepoWorkEnd = {
  status: 'succeeded',
  result: { status: 'refused', message: 'Bad credentials', hint: 'Make a new token.' },
}
const imported = () => {
  const told = repository()
  told.end(synced())
  return told
}
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
    expect(events.reduce(evolveRepo, older as Repo).sync).toEqual({
      ...NEW_SYNC,
      work: { effectId: 'id', mode: 'import' },
    })
  })
})

describe('the clone of a repository', () => {
  const ask = (runId: string): RepoCommand => ({ type: 'prepare-clone', runId })
  const updated: RepoWorkEnd = {
    status: 'succeeded',
    result: { status: 'updated', headSha: 'abc', at: AT },
  }

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
    expect(told.end(updated, AT, 'effect-3').slice(1)).toEqual([
      { type: 'clone-answered', runId: 'run-2', answer },
      { type: 'clone-answered', runId: 'run-3', answer },
    ])
    expect(told.repo.clone).toEqual({ work: null, waiting: [], next: [], fetchedAt: AT })
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
})
