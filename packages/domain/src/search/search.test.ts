import { describe, expect, test } from 'vitest'
import { excerptOf, findMarks } from './search-marks.ts'
import { parseSearch } from './search-query.ts'
import { searchTrust } from './search-trust.ts'
import { indexedWords, searchWords } from './search-words.ts'

describe('words', () => {
  test.each([
    ['Über die Größe', 'uber die grosse'],
    ['src/app.ts snake_case kebab-case', 'src app ts snake case kebab case'],
    ['v1.2 1e5 12ab #412', 'v1 2 1e5 12ab 412'],
    ['ﬁle ½ naïve İstanbul', 'file 12 naive istanbul'],
    ['日本語 привет', '日本語 привет'],
    ['  \u0000 … \ud800 💥', ''],
    ['x'.repeat(100), 'x'.repeat(64)],
  ])('of %j are %j', (text, words) => expect(indexedWords(text)).toBe(words))

  test('are no more than Postgres can number', () => {
    expect(searchWords('a '.repeat(20_000))).toHaveLength(10_000)
  })
})

describe('a query', () => {
  const asked = (q: string) =>
    parseSearch(q).map(({ words, isPrefix }) => words.join('+') + (isPrefix ? '*' : ''))

  test.each([
    ['fix login', ['fix', 'login*']],
    ['"fix login" pa', ['fix+login', 'pa*']],
    ['fix "login page"', ['fix', 'login+page']],
    ['src/app.t', ['src+app+t']],
    ['src/app.ts', ['src+app+ts*']],
    ['x', ['x']],
    ['#412', ['412*']],
    ['say "unbalanced', ['say', 'unbalanced*']],
    ['NEAR(a b, 2) OR NOT -c*', ['near+a', 'b', '2', 'or', 'not', 'c']],
    [`'; drop table runs; --`, ['drop', 'table', 'runs']],
    [`"" ' * ( ) & | ! <-> :* ^ \\`, []],
    ['   ', []],
  ])('%j asks for %j', (q, terms) => expect(asked(q)).toEqual(terms))
})

describe('marks', () => {
  const marked = (text: string, q: string) =>
    findMarks(text, parseSearch(q)).map(({ start, end }) => text.slice(start, end))

  test('are what was asked for, as it was written', () => {
    expect(marked('💥 Die Größe, die GRÖSSEN', 'grosse')).toEqual(['Größe', 'GRÖSSEN'])
    expect(marked('log in, login, log', 'log')).toEqual(['log', 'login', 'log'])
    expect(marked('log login log in', '"log in"')).toEqual(['log in'])
    expect(marked('a b c', '"a b" "b c" a')).toEqual(['a b'])
  })

  test('stand in the excerpt where they say', () => {
    const text = `${'before '.repeat(40)}the needle here${' after'.repeat(60)} needle`
    const { excerpt, marks } = excerptOf(text, parseSearch('needle'))
    expect(excerpt).toMatch(/^… before .*needle.* …$/)
    expect(excerpt.length).toBeLessThan(250)
    expect(marks.map(({ start, end }) => excerpt.slice(start, end))).toEqual(['needle'])
  })

  test('are none where only the title has it: then the text begins', () => {
    expect(excerptOf('Short.', parseSearch('needle'))).toEqual({ excerpt: 'Short.', marks: [] })
    expect(excerptOf('', parseSearch('needle'))).toEqual({ excerpt: '', marks: [] })
  })

  test('cut no character in two', () => {
    const { excerpt } = excerptOf('💥'.repeat(500), parseSearch('needle'))
    expect(excerpt.isWellFormed()).toBe(true)
  })
})

test('whose words they are', () => {
  expect([null, 'OWNER', 'CONTRIBUTOR', 'NONE', 'toString'].map(searchTrust)).toEqual([
    'operator',
    'repository',
    'repository',
    'outside',
    'outside',
  ])
})
