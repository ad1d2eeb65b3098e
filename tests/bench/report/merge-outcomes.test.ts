import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../../scripts/project-root.ts'
import { SHORTFALLS } from '../shortfalls.ts'
import { type Outcome, renderDocument } from './document.ts'
import { mergeOutcomes } from './merge-outcomes.ts'

const outcome = (name: string, held: boolean, found: string, value = '12'): Outcome => ({
  name,
  title: name.toUpperCase(),
  report: {
    figures: {},
    holds: { [`${name} | enough`]: held },
    found: { [`${name} | enough`]: found },
    tables: [{ title: `Rounds of ${name}`, head: ['', 'found'], rows: [['pm-bot', value]] }],
  },
})

const shortfalls = { 'size | enough': 'The disk is small.', 'speed | enough': 'The disk is slow.' }
const document = renderDocument({
  date: '2026-01-02',
  rounds: 3,
  machine: { Node: 'v24' },
  outcomes: [outcome('size', false, '9 kB'), outcome('speed', true, '7 ms')],
  entrants: [{ name: 'pg-boss', version: '12', settings: 'notify' }],
  shortfalls,
})
const merge = (...outcomes: Outcome[]) =>
  mergeOutcomes(document, {
    date: '2026-02-03',
    rounds: 1,
    settings: 'Node v25',
    outcomes,
    titles: ['SIZE', 'START', 'SPEED'],
    shortfalls,
  })

test('a case that is run alone takes the place of what was said of it, with its own date', () => {
  const text = merge(outcome('speed', false, '99 ms', '99'))
  expect(text).toContain('| speed \\| enough | 99 ms; measured apart, 2026-02-03 | **falls short** |')
  expect(text).toContain('- speed | enough: 99 ms; measured apart, 2026-02-03. The disk is slow.')
  expect(text).toContain('## SPEED\n\nMeasured apart from the others on 2026-02-03, in one round: Node v25.')
  expect(text).toContain('| pm-bot | 99 |')
  expect(text).not.toContain('7 ms')
  // Of the others, nothing changes.
  expect(text).toContain('Written by `npm run bench` on 2026-01-02')
  expect(text).toContain('| size \\| enough | 9 kB | **falls short** |')
  expect(text).toContain('- size | enough: 9 kB. The disk is small.')
  expect(text).toContain('### Rounds of size\n\n|  | found |\n|---|---|\n| pm-bot | 12 |')
  expect(text).toContain('| pg-boss | 12 | notify |')
})

test('a new case comes where the document would have it', () => {
  const text = merge(outcome('start', true, '2 s'))
  expect(text.match(/^## .*/gm)).toEqual([
    '## The bar',
    '## SIZE',
    '## START',
    '## SPEED',
    '## Who took part',
  ])
  expect(text).toContain('| start \\| enough | 2 s; measured apart, 2026-02-03 | holds |')
})

test('a case that broke leaves what was measured before', () => {
  expect(merge({ name: 'speed', title: 'SPEED', report: { error: 'no database' } })).toBe(document)
})

test('merging nothing leaves the page of the project as it is, and something leaves the rest', () => {
  const page = readFileSync(join(root, 'docs/benchmarks.md'), 'utf8')
  const into = (outcomes: Outcome[]) =>
    mergeOutcomes(page, {
      date: '2026-02-03',
      rounds: 3,
      settings: 'x',
      outcomes,
      titles: [],
      shortfalls: SHORTFALLS,
    })
  expect(into([])).toBe(page)
  const added = into([outcome('speed', true, '7 ms')]).split('\n')
  expect(page.split('\n').filter((line) => !added.includes(line))).toEqual([])
})
