import { NEW_RUN, type PendingItem, type Run, type RunEvent } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { runSends } from './run-sends.ts'

const LIMITS = { tokens: 1000 }
const item = (kind: 'run_start' | 'tool_call', over: object = {}): PendingItem => ({
  version: 1,
  interrupt: null,
  changesetId: null,
  item: {
    itemId: 'item-1',
    kind,
    risk: 'high',
    status: 'pending',
    title: '',
    payload: { tool: 'run', args: { argv: ['make'] }, callId: 'call-1', taint: ['untrusted-text'] },
    subjectHash: '',
    allowed: ['approve', 'reject'],
    createdAt: '',
    decision: null,
    ...over,
  },
})
const runOf = (change: Partial<Run> = {}): Run => ({
  ...NEW_RUN,
  runId: 'run-1',
  workspaceId: 'workspace-1',
  repo: { repoId: 'repo-1', name: 'r', fullName: 'r', path: '/r' },
  ...change,
})
const ended: RunEvent = { type: 'status-changed', from: 'running', to: 'completed', reason: null, by: null }
const resolved = (status: 'approved' | 'rejected'): RunEvent => ({
  type: 'item-resolved',
  itemId: 'item-1',
  status,
  decision: null,
})

describe('the budget of the workspace', () => {
  const to = { kind: 'budget', key: 'workspace-1' }
  const open = { to, message: { type: 'open-run', runId: 'run-1', repoId: 'repo-1', limits: LIMITS } }
  const run = runOf({ budget: LIMITS, pending: [item('run_start')] })

  test('hears of a run that starts, ends, and is put back to work', () => {
    expect(runSends(run, resolved('approved'))).toEqual([open])
    expect(runSends(run, resolved('rejected'))).toEqual([])
    expect(runSends(run, ended)).toEqual([{ to, message: { type: 'close-run', runId: 'run-1' } }])
    const reopened = { type: 'work-reopened', effectId: 'e', verb: 'run-agent', by: 'operator' } as const
    expect(runSends(run, reopened)).toEqual([open])
  })

  test('hears nothing of a run that spends nothing', () => {
    const plain = runOf({ pending: [item('run_start')] })
    expect([...runSends(plain, resolved('approved')), ...runSends(plain, ended)]).toEqual([])
  })

  test('is told by how much to extend which limit', () => {
    const scope = { kind: 'day', key: '2026-01-01' } as const
    const shortfall = { scope, measure: 'tokens', limit: 1, spent: 1, reserved: 0, needed: 1 } as const
    const extended = {
      type: 'budget-extended',
      shortfall,
      amount: 5,
      itemId: 'item-1',
      by: 'operator',
    } as const
    expect(runSends(runOf(), extended)).toEqual([
      {
        to,
        message: {
          type: 'extend-limit',
          scope,
          measure: 'tokens',
          by: 'operator',
          amount: 5,
          itemId: 'item-1',
        },
      },
    ])
  })
})

describe('the grants of the workspace', () => {
  const to = { kind: 'grants', key: 'workspace-1' }
  const about = { runId: 'run-1', repoId: 'repo-1', itemId: 'item-1', tainted: true }

  test('hear of calls that wait, and that they wait no more', () => {
    const call = { callId: 'call-1', tool: 'run', args: { argv: ['make'] } }
    expect(runSends(runOf(), { type: 'item-opened', pending: item('tool_call') })).toEqual([
      { to, message: { type: 'call-waits', ...about, ...call } },
    ])
    const onlyWords = item('tool_call', { allowed: ['respond'] })
    expect(runSends(runOf(), { type: 'item-opened', pending: onlyWords })).toEqual([])
    const waiting = runOf({ pending: [item('tool_call')] })
    expect(runSends(waiting, resolved('rejected'))).toEqual([
      { to, message: { type: 'call-decided', itemId: 'item-1' } },
    ])
  })

  test.each([
    [
      { kind: 'calls', count: 2 },
      { runId: 'run-1', usesLeft: 2, until: null },
    ],
    [{ kind: 'run' }, { runId: 'run-1', usesLeft: null, until: null }],
    [
      { kind: 'repo', until: '2027-01-01T00:00:00Z' },
      { runId: null, usesLeft: null, until: '2027-01-01T00:00:00Z' },
    ],
  ] as const)('are given one of the scope %j', (scope, terms) => {
    const given = {
      grantId: 'g',
      tool: 'run',
      where: { argv: ['make'] },
      coversTainted: false,
      itemId: 'item-1',
    }
    const event: RunEvent = { type: 'grant-given', ...given, scope, by: 'operator' }
    expect(runSends(runOf(), event)).toEqual([
      { to, message: { type: 'add-grant', ...given, repoId: 'repo-1', ...terms, by: 'operator' } },
    ])
  })

  test('hear that a run with tools has ended', () => {
    expect(runSends(runOf({ tools: { rules: [] } }), ended)).toEqual([
      { to, message: { type: 'run-ended', runId: 'run-1' } },
    ])
  })
})
