import type { PostgresFacts } from '@pm-bot/store'
import { describe, expect, test } from 'vitest'
import { judgeClock } from './check-clock.ts'
import { judgeDisk } from './check-disk.ts'
import { judgeGit } from './check-git.ts'
import { checkNode } from './check-node.ts'
import { judgeSchema } from './check-schema.ts'
import { judgeSqlite } from './check-sqlite.ts'
import { judgePostgres } from './judge-postgres.ts'
import { judgeSandbox } from './judge-sandbox.ts'

const GIT = ['merge-recursive', 'commit-tree', 'update-ref', 'checkout-index', 'hash-object']

test.each([
  ['22.19.0', 'problem'],
  ['24.0.0', 'ok'],
  ['26.1.0', 'warning'],
])('Node %s: %s', (version, verdict) => expect(checkNode(version).verdict).toBe(verdict))

test.each([
  [84.9, 'ok'],
  [85, 'warning'],
  [94.9, 'warning'],
  [95, 'problem'],
])('a disk that is %f %% full: %s', (percent, verdict) =>
  expect(judgeDisk({ usedPercent: percent, freeBytes: 12e9 })).toMatchObject({
    verdict,
    finding: expect.stringContaining('12.0 GB are left'),
  }),
)

test.each([
  ['git version 2.33.1', GIT, 'problem', 'git is 2.33.'],
  ['git version 2.34.0', GIT, 'ok', 'git is 2.34.'],
  ['git version 3.0.0', GIT, 'ok', 'git is 3.0.'],
  ['git version 2.60.0', GIT.slice(1), 'problem', 'This git has no merge-recursive.'],
  ['something else', GIT, 'problem', 'git says “something else”.'],
] as const)('%s', (told, commands, verdict, finding) =>
  expect(judgeGit(told, commands)).toMatchObject({ verdict, finding }),
)

test('a clock that is behind its own software, or jumps', () => {
  const installed = Date.parse('2026-06-01')
  const right = { now: Date.parse('2026-07-01'), installed, jumpMs: 1 }
  expect(judgeClock(right).verdict).toBe('ok')
  expect(judgeClock({ ...right, jumpMs: 400 }).verdict).toBe('warning')
  expect(judgeClock({ ...right, now: 0 }).verdict).toBe('problem')
})

test('the sandbox: which level is in force, and what follows', () => {
  const prlimit = '/usr/bin/prlimit'
  expect(judgeSandbox({ level: 'bubblewrap', shortfall: null, prlimit })).toMatchObject({
    verdict: 'ok',
    finding: expect.stringMatching(
      /^Commands of runs are sandboxed by bubblewrap: they see their private clone/,
    ),
  })
  expect(judgeSandbox({ level: 'bubblewrap', shortfall: null, prlimit: null })).toMatchObject({
    verdict: 'warning',
    finding: expect.stringContaining('nothing bounds the size of a file'),
  })
  const shortfall = 'bubblewrap is not installed'
  expect(judgeSandbox({ level: 'process-group', shortfall, prlimit })).toMatchObject({
    verdict: 'warning',
    finding: expect.stringMatching(
      /^Commands of runs are not sandboxed, level process-group \(bubblewrap is not installed\): they can read and change/,
    ),
    advice: expect.stringMatching(/^Install bubblewrap/),
  })
})

test('tables that are older or newer than the code', () => {
  expect(judgeSchema({ pending: [], unknown: [] }).verdict).toBe('ok')
  expect(judgeSchema({ pending: ['0009-x'], unknown: [] }).verdict).toBe('warning')
  expect(judgeSchema({ pending: [], unknown: ['9999-x'] }).verdict).toBe('problem')
})

test('a SQLite file that is damaged, or whose log grows', () => {
  const facts = { complaints: [], schema: { pending: [], unknown: [] } }
  expect(judgeSqlite('f', facts, 0)).toMatchObject([{ verdict: 'ok' }])
  expect(judgeSqlite('f', facts, 1e9)).toMatchObject([{ verdict: 'warning' }])
  expect(judgeSqlite('f', { ...facts, complaints: ['row 1 missing'] }, 0)).toMatchObject([
    { verdict: 'problem', finding: 'f is damaged: row 1 missing.' },
  ])
})

describe('Postgres', () => {
  const good: PostgresFacts = {
    version: '18.1',
    isStandby: false,
    mayCreate: true,
    session: 'kept',
    clockDifferenceMs: 3,
    schema: { pending: [], unknown: [] },
    settings: {
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      max_connections: '100',
      superuser_reserved_connections: '3',
      idle_session_timeout: '0',
      TimeZone: 'UTC',
      server_encoding: 'UTF8',
      default_transaction_isolation: 'read committed',
    },
  }
  const with_ = (changes: Record<string, string>): PostgresFacts => ({
    ...good,
    settings: { ...good.settings, ...changes },
  })

  test('set up well', () =>
    expect(judgePostgres(good)).toMatchObject([{ verdict: 'ok', finding: 'Postgres 18.1 is set up well.' }]))

  test.each([
    ['an old version', { ...good, version: '13.9 (Debian)' }, 'problem', /^Postgres is 13\.9/],
    ['a standby', { ...good, isStandby: true }, 'problem', /standby/],
    ['another encoding', with_({ server_encoding: 'SQL_ASCII' }), 'problem', /SQL_ASCII/],
    ['no fsync', with_({ fsync: 'off' }), 'problem', /power cut/],
    ['no full pages', with_({ full_page_writes: 'off' }), 'problem', /power cut/],
    ['commits that do not wait', with_({ synchronous_commit: 'off' }), 'problem', /decision may be gone/],
    [
      'another isolation',
      with_({ default_transaction_isolation: 'serializable' }),
      'problem',
      /serializable/,
    ],
    ['another time zone', with_({ TimeZone: 'Europe/Berlin' }), 'problem', /drops its options/],
    ['a pooler of transactions', { ...good, session: 'shared' }, 'problem', /pooler/],
    ['no notifications', { ...good, session: 'deaf' }, 'problem', /LISTEN/],
    ['few connections', with_({ max_connections: '20' }), 'warning', /gives out 17 connections/],
    ['an idle time-out', with_({ idle_session_timeout: '5min' }), 'warning', /only listen/],
    ['a clock ahead', { ...good, clockDifferenceMs: 61_000 }, 'warning', /61 s ahead of/],
    ['a clock behind', { ...good, clockDifferenceMs: -7000 }, 'warning', /7 s behind/],
    [
      'tables to make and no leave to',
      { ...good, mayCreate: false, schema: { pending: ['0009-x'], unknown: [] } },
      'problem',
      /may not create tables/,
    ],
  ] satisfies [string, PostgresFacts, string, RegExp][])('with %s', (_name, facts, verdict, finding) => {
    const findings = judgePostgres(facts)
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ verdict, finding: expect.stringMatching(finding) })
    expect(findings[0]?.advice).toMatch(/\.$/)
  })
})
