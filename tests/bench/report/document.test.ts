import { expect, test } from 'vitest'
import { type Outcome, renderDocument } from './document.ts'

const document = (outcomes: Outcome[]) =>
  renderDocument({
    date: '2026-01-02',
    rounds: 3,
    machine: { Node: 'v24' },
    outcomes,
    entrants: [{ name: 'pg-boss', version: '12', settings: 'notify | on' }],
    shortfalls: { 'fast enough': 'The disk is slow; a faster one was not tried.' },
  })

test('every line of the bar stands in the first table, and what falls short again with its reason', () => {
  const text = document([
    {
      name: 'speed',
      title: 'Speed',
      report: {
        figures: {},
        holds: { 'fast enough': false, 'small enough': true, 'short enough': false },
        found: { 'fast enough': '0.5 ×' },
        tables: [{ title: 'Rounds', head: ['', 'found'], rows: [['pm-bot', '12']] }],
      },
    },
  ])
  expect(text).toContain('| fast enough | 0.5 × | **falls short** |')
  expect(text).toContain('| small enough |  | holds |')
  expect(text).toContain('- fast enough: 0.5 ×. The disk is slow; a faster one was not tried.')
  expect(text).toContain('- short enough: no. The reason is not known yet.')
  expect(text).not.toContain('- small enough')
  expect(text).toContain('### Rounds\n\n|  | found |\n|---|---|\n| pm-bot | 12 |')
  expect(text).toContain('| pg-boss | 12 | notify \\| on |')
})

test('a case without tables shows its figures', () => {
  const text = document([
    {
      name: 'claims',
      title: 'Claims',
      report: {
        figures: {
          runs: 100_000,
          claimMs: { n: 3, p50: 1.5 },
          start: { api: { p50: 2 } },
          files: { '/a/index-BxYz.js': 1 },
        },
        holds: {},
      },
    },
  ])
  expect(text).toContain('| runs | 100,000 |')
  expect(text).toContain('| claim ms | n 3 · p50 1.5 |')
  expect(text).toContain('| start, api | p50 2 |')
  expect(text).toContain('| files | /a/index-BxYz.js 1 |')
})

test('a case that broke falls short', () => {
  const text = document([{ name: 'claims', title: 'Claims', report: { error: 'no database' } }])
  expect(text).toContain('| Claims | not measured: no database | **falls short** |')
})
