import type { RepoSyncView } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { standingOfRepo } from './standing-of-repo.ts'

const synced: RepoSyncView = {
  depth: 'open',
  status: 'idle',
  mode: null,
  isImported: true,
  lastSyncAt: null,
  nextSyncAt: null,
  cursorAt: null,
  headSha: null,
  visibility: 'private',
  failures: 0,
  error: null,
  rate: null,
  progress: null,
  openIssues: 0,
  openPulls: 0,
  objects: 0,
  clone: { fetchedAt: null, error: null },
}
const error = { message: 'Not Found', hint: null, at: '2026-11-25T12:00:00Z' }

test.each<[string, Partial<RepoSyncView>]>([
  ['In sync', {}],
  ['Not in sync', { error }],
  ['Not imported yet', { isImported: false }],
  ['Importing', { status: 'syncing', mode: 'import', isImported: false }],
  ['Comparing', { status: 'syncing', mode: 'reconcile' }],
  ['Waiting for a worker', { status: 'waiting' }],
  ['Tried again soon', { status: 'waiting', error }],
  ['Waiting for GitHub', { status: 'waiting', error: { ...error, until: '2026-11-25T12:30:00Z' } }],
])('%s', (word, change) =>
  expect(standingOfRepo({ status: 'active', sync: { ...synced, ...change } }).word).toBe(word),
)

test('a local one is active, and whichever is disabled says so', () => {
  expect(standingOfRepo({ status: 'active', sync: null }).word).toBe('Active')
  expect(standingOfRepo({ status: 'disabled', sync: { ...synced, error } }).word).toBe('Disabled')
})
