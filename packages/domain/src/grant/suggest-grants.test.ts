import { describe, expect, test } from 'vitest'
import { callRisk } from '../tool/call-risk.ts'
import type { Json } from '../values/canonical-json.ts'
import type { GrantReach } from './grant-covers.ts'
import { type DecidedCall, suggestGrants, suggestionFor } from './suggest-grants.ts'

let count = 0
const decided = (more: Partial<DecidedCall> = {}): DecidedCall => {
  count += 1
  const call = { tool: 'run', args: { argv: ['npm', 'test'] } as Json, ...more }
  return {
    itemId: `item-${count}`,
    repoId: 'shop',
    title: 'npm test',
    risk: callRisk(call, []),
    status: 'approved',
    by: 'operator',
    at: `2026-11-${String(28 - (count % 28)).padStart(2, '0')}T10:00:00.000Z`,
    ...call,
  }
}
const times = (count: number, more: Partial<DecidedCall> = {}) =>
  Array.from({ length: count }, () => decided(more))
const ran = (...argv: string[]) => decided({ args: { argv } })
const wrote = (path: string) => decided({ tool: 'write_file', args: { path } })
const suggested = (calls: DecidedCall[], standing: GrantReach[] = []) =>
  suggestGrants(calls, standing).map(({ tool, repoId, where, times }) => ({ tool, repoId, where, times }))

describe('a grant is suggested', () => {
  test('for what was approved three times in a repository, with the evidence', () => {
    const calls = times(4)
    expect(suggestGrants(calls, [])).toEqual([
      {
        tool: 'run',
        repoId: 'shop',
        where: { argv: ['npm', 'test'] },
        times: 4,
        lastAt: calls[0]!.at,
        items: calls.map(({ itemId, title, at }) => ({ itemId, title, at })),
      },
    ])
  })

  test('of each repository and tool by itself, the most often approved first', () => {
    const calls = [...times(3), ...times(5, { repoId: 'notes' }), ...times(2, { tool: 'git_diff', args: {} })]
    expect(suggested(calls).map(({ repoId, times }) => [repoId, times])).toEqual([
      ['notes', 5],
      ['shop', 3],
    ])
  })

  test('with ten pieces of evidence at most, and twenty at most', () => {
    expect(suggestGrants(times(12), [])).toMatchObject([{ times: 12, items: { length: 10 } }])
    const many = Array.from({ length: 25 }, (_, at) => times(3, { repoId: `repo-${at}` })).flat()
    expect(suggestGrants(many, [])).toHaveLength(20)
  })
})

describe('a pattern is as narrow as the calls were alike', () => {
  test('wildcards in what was approved mean themselves', () => {
    const calls = times(3, { tool: 'write_file', args: { path: 'a*b' } })
    expect(suggested(calls)).toMatchObject([{ where: { path: 'a\\*b' } }])
  })

  test('a path that was another one each time is left free', () => {
    expect(suggested(['a', 'b', 'c'].map(wrote))).toMatchObject([
      { tool: 'write_file', where: null, times: 3 },
    ])
  })

  test('an argument that was the same each time is fixed, another is not', () => {
    const calls = ['x', 'y', 'z'].map((query) =>
      decided({ tool: 'search_files', args: { query, path: 'src', regex: false } }),
    )
    expect(suggested(calls)).toMatchObject([{ where: { path: 'src', regex: 'false' } }])
  })

  test('one that only some calls had is not named', () => {
    const calls = [{ path: 'src' }, { path: 'src', depth: 3 }, {}].map((args) =>
      decided({ tool: 'list_files', args }),
    )
    expect(suggested(calls)).toMatchObject([{ where: null }])
  })

  test('words of a command that differ are one word each, after the same program', () => {
    const calls = [ran('npm', 'run', 'lint'), ran('npm', 'run', 'test'), ran('npm', 'run', 'types')]
    expect(suggested(calls)).toMatchObject([{ where: { argv: ['npm', 'run', '*'] } }])
  })

  test.each([
    [
      'other programs',
      [
        ['npm', 'test'],
        ['ls', 'src'],
        ['cat', 'x'],
      ],
    ],
    [
      'more words',
      [
        ['npm', 'test'],
        ['npm', 'run', 'lint'],
        ['npm', 'ci'],
      ],
    ],
    [
      'an option, which can change what the call does',
      [
        ['git', '--version'],
        ['git', 'log'],
        ['git', 'diff'],
      ],
    ],
  ])('commands with %s are not alike', (_, commands) => {
    expect(suggested(commands.map((argv) => ran(...argv)))).toEqual([])
  })

  test('the very same call often enough stands for itself', () => {
    const calls = [...times(3), ran('npm', 'run'), ran('npm', 'ci'), ran('npm', 'ls')]
    expect(suggested(calls).map(({ where }) => where)).toEqual([
      { argv: ['npm', 'test'] },
      { argv: ['npm', '*'] },
    ])
  })
})

describe('no grant is suggested', () => {
  test('for two approvals, or three in two repositories', () => {
    expect(suggested(times(2))).toEqual([])
    expect(suggested([...times(2), ...times(1, { repoId: 'notes' })])).toEqual([])
  })

  test.each(['rejected', 'answered'] as const)('where any call of the tool was %s there', (status) => {
    const no = decided({ status, args: { argv: ['rm', 'x'] } })
    expect(suggested([...times(5), no])).toEqual([])
    expect(suggested([...times(5), { ...no, repoId: 'notes' }])).toHaveLength(1)
    expect(suggested([...times(5), { ...no, tool: 'write_file' }])).toHaveLength(1)
  })

  test.each([
    ['edited', { status: 'edited' }],
    ['still waiting', { status: 'pending' }],
    ['superseded', { status: 'superseded' }],
    ['released by a grant', { by: 'grant:g' }],
    ['decided by nobody', { by: null }],
  ] as const)('from calls that were %s', (_, more) => {
    expect(suggested([...times(2), ...times(5, more)])).toEqual([])
  })

  test.each([
    ['the network', { args: { argv: ['npm', 'ci'], network: true } }],
    ['what runs by itself', { tool: 'write_file', args: { path: '.github/workflows/ci.yml' } }],
    ['a file that becomes a program', { tool: 'write_file', args: { path: 'x', executable: true } }],
    ['a tool that nobody knows', { tool: 'send_mail', args: { to: 'a' } }],
    ['what was high for what the run had read', { risk: 'high' }],
  ] as const)('for %s', (_, more) => expect(suggested(times(5, more))).toEqual([]))

  test('for arguments that no pattern can say', () => {
    expect(suggested(times(5, { args: { argv: ['npm', 'a\u0000b'] } }))).toEqual([])
    expect(suggested(times(5, { args: null }))).toEqual([])
  })

  test('for what a standing grant covers', () => {
    const grant = { tool: 'run', repoId: null, runId: null, coversTainted: false }
    expect(suggested(times(5), [{ ...grant, where: { argv: ['npm', '**'] } }])).toEqual([])
    expect(suggested(times(5), [{ ...grant, where: { argv: ['ls'] } }])).toHaveLength(1)
    expect(suggested(times(5), [{ ...grant, where: null, runId: 'run-1' }])).toHaveLength(1)
    expect(suggested(times(5), [{ ...grant, where: null, repoId: 'notes' }])).toHaveLength(1)
  })
})

describe('a call that waits', () => {
  const suggestions = suggestGrants(times(4), [])
  const waits = (more: object = {}) => ({
    ...{ callId: 'c', runId: 'run-1', repoId: 'shop', tool: 'run', args: { argv: ['npm', 'test'] } },
    ...{ tainted: false, risk: 'medium' as const },
    ...more,
  })

  test('is told how often its like was approved', () => {
    expect(suggestionFor(waits(), suggestions)).toMatchObject({ tool: 'run', times: 4 })
    // What stays in the clone may be allowed whatever was read.
    expect(suggestionFor(waits({ tainted: true }), suggestions)).toMatchObject({ times: 4 })
  })

  test.each([
    ['is another one', { args: { argv: ['npm', 'ci'] } }],
    ['is made elsewhere', { repoId: 'notes' }],
    ['is risky', { risk: 'high' }],
    ['may use the network', { args: { argv: ['npm', 'test'], network: true } }],
    ['has arguments that are none', { args: null }],
  ])('is told nothing where it %s', (_, more) =>
    expect(suggestionFor(waits(more), suggestions)).toBeUndefined(),
  )
})
