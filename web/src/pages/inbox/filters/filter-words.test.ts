import { INBOX_KINDS, RISKS } from '@pm-bot/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FILTER_EXAMPLE, filterInWords, readFilter } from './filter-words.ts'

const REPOS = [
  { id: 'r1', name: 'shop' },
  { id: 'r2', name: 'My "big" shop' },
  { id: 'r3', name: 'twice' },
  { id: 'r4', name: 'twice' },
]
const read = (text: string) => readFilter(text, REPOS)

test('reads what the page gives as an example, and what people write', () => {
  expect(read(FILTER_EXAMPLE)).toEqual({
    kind: ['changeset_apply'],
    risk: ['high'],
    repoId: 'r1',
    olderThanSeconds: '7200',
  })
  expect(read('is:approval risk:high,medium cost:>1.5 tainted:yes push "a b"')).toEqual({
    kind: ['tool_call', 'changeset_apply', 'publish'],
    risk: ['high', 'medium'],
    minCostMicros: '1500000',
    tainted: 'true',
    q: 'push a b',
  })
  expect(read('  ')).toEqual({})
  expect(read('"risk:high" or not')).toEqual({ q: 'risk:high or not' })
  expect(read('repo:"My \\"big\\" shop" graph:a/v1')).toEqual({ repoId: 'r2', graphId: 'a/v1' })
})

test.each([
  ['colour:red', /means nothing here. There are is, risk, repo/],
  ['is:nothing', /takes call, spend, change/],
  ['risk:', /takes low, medium, high/],
  ['repo:else', /No repository is called “else”/],
  ['repo:twice', /Several repositories/],
  ['older:soon', /such as 30m/],
  ['cost:much', /in dollars/],
  ['cost:', /in dollars/],
  ['tainted:maybe', /yes or no/],
])('says of “%s” what to write', (text, message) => {
  expect(() => read(text)).toThrow(message)
})

describe('what is written reads as what was meant', () => {
  const some = <Value>(values: readonly Value[]) => fc.subarray([...values], { minLength: 1 })
  const filter = fc.record(
    {
      kind: some(INBOX_KINDS),
      risk: some(RISKS),
      repoId: fc.constantFrom('r1', 'r2', 'r3'),
      runId: fc.uuid(),
      graphId: fc.constantFrom('run_command/v1', 'a graph/v2'),
      minCostMicros: fc.nat().map(String),
      olderThanSeconds: fc.nat({ max: 300_000_000 }).map(String),
      tainted: fc.constantFrom('true', 'false'),
      q: fc
        .array(fc.stringMatching(/^[a-z:"\\-]{1,8}$/), { minLength: 1, maxLength: 3 })
        .map((words) => words.join(' ')),
    },
    { requiredKeys: [] },
  )

  test('for every filter', () => {
    // Of two with one name, the words say the id.
    const repos = REPOS.filter(({ id }) => id !== 'r3' && id !== 'r4').concat({ id: 'r3', name: 'third' })
    fc.assert(
      fc.property(filter, (wanted) => {
        expect(readFilter(filterInWords(wanted, repos), repos)).toEqual(wanted)
      }),
    )
  })
})
