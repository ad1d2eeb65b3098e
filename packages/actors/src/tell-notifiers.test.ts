import { NEW_RUN, type PendingItem, type Run, type RunEvent } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { tellNotifiers } from './tell-notifiers.ts'

const pending = (itemId: string): PendingItem => ({
  version: 1,
  interrupt: null,
  changesetId: null,
  item: {
    itemId,
    kind: 'tool_call',
    risk: 'high',
    status: 'pending',
    title: 'Run “make deploy KEY=secret”',
    payload: { tool: 'run', args: { argv: ['make'] } },
    subjectHash: '',
    allowed: ['approve'],
    createdAt: '',
    decision: null,
  },
})
const run: Run = {
  ...NEW_RUN,
  workspaceId: 'workspace-1',
  repo: { repoId: 'repo-1', name: 'shop', fullName: 'ada/shop', path: '', source: 'github' },
  pending: [pending('a')],
}
const TOLD = [
  {
    to: { kind: 'notifiers', key: 'workspace-1' },
    message: { type: 'item-waits', itemId: 'a', kind: 'tool_call', risk: 'high', repoName: 'ada/shop' },
  },
]
const snoozed = (until: string | null, by: string | null): RunEvent => ({
  type: 'item-snoozed',
  itemId: 'a',
  until,
  by,
})

test('an item that is opened is told of, without what it holds', () => {
  expect(tellNotifiers(run, { type: 'item-opened', pending: pending('a') })).toEqual(TOLD)
})

test('one that was put off is told of again when its time has come, and not when somebody took it back', () => {
  expect(tellNotifiers(run, snoozed('2026-01-01T00:00:00Z', 'operator'))).toEqual([])
  expect(tellNotifiers(run, snoozed(null, 'operator'))).toEqual([])
  expect(tellNotifiers(run, snoozed(null, null))).toEqual(TOLD)
})

test('a repository of this machine goes by its name, and not by where it lies', () => {
  const path = '/home/ada/clients/shop'
  const local: Run = { ...run, repo: { repoId: 'repo-1', name: 'shop', fullName: path, path } }
  for (const repo of [local.repo, { ...local.repo, source: 'local' as const }]) {
    const sent = tellNotifiers({ ...local, repo }, { type: 'item-opened', pending: pending('a') })
    expect(sent).toMatchObject([{ message: { repoName: 'shop' } }])
    expect(JSON.stringify(sent)).not.toContain('ada')
  }
})
