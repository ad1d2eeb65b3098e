import { describe, expect, test } from 'vitest'
import { parseQuery } from './parse-query.ts'

describe('the query of the inbox', () => {
  test('reads what the list is narrowed to', () => {
    expect(parseQuery('is:question,spend risk:high,medium repo:shop graph:builder/v1 cost:0.50 older:2h tainted:yes')).toEqual({
      filter: {
        kinds: ['question', 'spend'],
        risks: ['high', 'medium'],
        repo: 'shop',
        graph: 'builder/v1',
        minCostMicros: 500_000,
        olderThanSeconds: 7200,
        tainted: true,
        words: '',
      },
      problems: [],
    })
  })

  test('takes an approval for all that is approved', () => {
    const { kinds } = parseQuery('is:approval').filter
    expect(kinds).toEqual(['tool_call', 'publish', 'changeset_apply', 'run_start'])
  })

  test('keeps words, and what stands in quotes together', () => {
    const { filter, problems } = parseQuery('fix repo:"my shop" "the sign"')
    expect(problems).toEqual([])
    expect(filter).toMatchObject({ repo: 'my shop', words: 'fix the sign' })
  })

  test.each([
    ['is:cake', /is:cake means nothing here/],
    ['risk:huge', /risk:huge is no risk. Write low, medium or high/],
    ['older:soon', /older:soon is no age/],
    ['older:99999w', /is no age/],
    ['cost:much', /cost:much is no amount/],
    ['tainted:maybe', /Write tainted:yes or tainted:no/],
    ['colour:red', /colour: is not known/],
    ['constructor:x', /constructor: is not known/],
    ['repo:', /Nothing stands behind repo:/],
    ['repo:""', /Nothing stands behind/],
  ])('says what is wrong with %s, and leaves it out', (text, sentence) => {
    const { filter, problems } = parseQuery(`${text} sign`)
    expect(problems).toEqual([expect.stringMatching(sentence)])
    expect(filter).toEqual({ kinds: [], risks: [], words: 'sign' })
  })

  test('reads nothing out of nothing', () => {
    expect(parseQuery('  ')).toEqual({ filter: { kinds: [], risks: [], words: '' }, problems: [] })
  })
})
