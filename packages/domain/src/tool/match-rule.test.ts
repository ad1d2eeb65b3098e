import { resolve } from 'node:path/posix'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../values/canonical-json.ts'
import { ruleFits, ruleForbids, whereOf } from './match-rule.ts'

const call = (tool: string, args: Json) => ({ callId: 'c1', tool, args })
const pathRule = (path: string) => ({ tool: 'write_file', where: { path } })
const fitsPath = (pattern: string, path: Json) => ruleFits(pathRule(pattern), call('write_file', { path }))
const fitsArgv = (argv: readonly string[], words: Json) =>
  ruleFits({ tool: 'run', where: { argv } }, call('run', { argv: words }))

describe('a path', () => {
  test.each([
    ['src/a.ts', 'src/a.ts'],
    ['src/a.ts', './src//a.ts'],
    ['src/a.ts', 'lib/../src/./a.ts/'],
    ['./src//*.ts', 'src/a.ts'],
    ['src/*', 'src/.hidden'],
    ['src/**', 'src'],
    ['src/**', 'src/a/b/c.ts'],
    ['**', '.'],
    ['**', 'a/b'],
    ['**/*.md', 'README.md'],
    ['**/*.md', 'docs/a/b.md'],
    ['a/**/z', 'a/z'],
    ['a/**/m/**/z', 'a/b/m/c/m/z'],
    ['file-?.txt', 'file-😀.txt'],
    ['*a*b*', 'xxaxxbxx'],
    ['/etc/*', '/etc/hosts'],
    ['/etc/*', '/../etc/hosts'],
    ['../../other/*', '../../other/x'],
    ['a\\*b', 'a*b'],
    ['[ab]{c,d}(e|f)+!', '[ab]{c,d}(e|f)+!'],
  ])('“%s” takes %s', (pattern, path) => {
    expect(fitsPath(pattern, path)).toBe(true)
  })

  test.each([
    ['src/a.ts', 'src/A.ts'],
    ['src/a.ts', 'src/a.tsx'],
    ['src/a.ts', 'x/src/a.ts'],
    ['src/*', 'src'],
    ['src/*', 'src/a/b'],
    ['src/*', 'src/..'],
    ['src/**', 'src/../secrets'],
    ['src/**', 'srcs/a'],
    ['src/**', '/src/a'],
    ['**', '..'],
    ['**', '../../x'],
    ['**', 'a/../../x'],
    ['**', '/etc/passwd'],
    ['*', '..'],
    ['*/x', '../../x'],
    ['**/x', '/x'],
    ['?', ''],
    ['a\\*b', 'axb'],
    ['src/{a,b}', 'src/a'],
    ['src/[ab]', 'src/a'],
    ['src/(a|b)', 'src/a'],
    ['.*', 'a'],
    ['a.c', 'abc'],
    ['src/**', 'src/a\0.ts'],
    ['src/**', 'src/a\n.ts'],
    ['src/**', 'src/\ud800'],
    ['**', 'a'.repeat(5_000)],
    ['src/*', 7],
    ['src/*', null],
    ['src/*', ['src/a']],
    ['src/*', { toString: 'src/a' }],
  ])('“%s” does not take %j', (pattern, path) => {
    expect(fitsPath(pattern, path)).toBe(false)
  })
})

describe('a list of words', () => {
  test.each([
    [
      ['npm', 'test'],
      ['npm', 'test'],
    ],
    [
      ['npm', 'run', '*'],
      ['npm', 'run', 'build'],
    ],
    [
      ['npm', '**'],
      ['npm', '--anything', '../../at/all'],
    ],
    [['npm', '**'], ['npm']],
    [
      ['node', '--test', 'test/**'],
      ['node', '--test', 'test/a/b.test.ts'],
    ],
    [
      ['make', '-j*'],
      ['make', '-j4'],
    ],
    [[], []],
  ])('%j takes %j', (argv, words) => {
    expect(fitsArgv(argv, words)).toBe(true)
  })

  test.each([
    [
      ['npm', 'test'],
      ['npm', 'test', '--', 'x'],
    ],
    [['npm', 'test'], ['npm']],
    [['npm', 'test'], 'npm test'],
    [
      ['npm', 'test'],
      ['./npm', 'test'],
    ],
    [
      ['npm', 'test'],
      ['NPM', 'test'],
    ],
    [
      ['npm', '*'],
      ['npm', '--prefix=x'],
    ],
    [
      ['git', 'log', '?p'],
      ['git', 'log', '-p'],
    ],
    [
      ['cat', 'src/**'],
      ['cat', 'src/../../secret'],
    ],
    [['cat', '**'], ['dog']],
    [
      ['sh', '-c', 'ok'],
      ['sh', '-c', 'rm -rf x; cat y/../ok'],
    ],
    [
      ['npm', '**'],
      ['npm', 'a\nb'],
    ],
    [
      ['npm', '**'],
      ['npm', 7],
    ],
    [
      ['**', 'x'],
      ['a', 'b', 'x'],
    ],
    [['\\*\\*'], ['anything']],
  ])('%j does not take %j', (argv, words) => {
    expect(fitsArgv(argv, words)).toBe(false)
  })
})

describe('a call', () => {
  test('fits by its tool alone where a rule names nothing', () => {
    expect(ruleFits({ tool: 'run' }, call('run', { argv: ['x'] }))).toBe(true)
    expect(ruleFits({ tool: 'run' }, call('read_file', {}))).toBe(false)
    expect(ruleFits({ tool: 'run', where: {} }, call('run', 'no object'))).toBe(true)
    expect(ruleFits({ tool: 'run', where: { argv: ['**'] } }, call('run', null))).toBe(false)
  })

  test('has every argument that the rule names, of its own', () => {
    expect(fitsPath('**', undefined as unknown as Json)).toBe(false)
    expect(ruleFits(pathRule('**'), call('write_file', {}))).toBe(false)
    expect(ruleFits({ tool: 't', where: { constructor: '**' } }, call('t', {}))).toBe(false)
    expect(ruleFits({ tool: 't', where: { a: 'x', b: 'y' } }, call('t', { a: 'x', b: 'z' }))).toBe(false)
  })

  test.each([
    { network: true },
    { network: 'yes' },
    { network: 1 },
    { shell: true },
    { env: { PATH: '/tmp' } },
  ])('that is widened by %j needs a rule that says so', (widening) => {
    const widened = call('run', { argv: ['npm', 'test'], ...widening })
    expect(ruleFits({ tool: 'run' }, widened)).toBe(false)
    expect(ruleFits({ tool: 'run', where: { argv: ['**'] } }, widened)).toBe(false)
  })

  test('that says it is not widened needs none', () => {
    expect(ruleFits({ tool: 'run' }, call('run', { network: false, shell: null, env: {} }))).toBe(true)
  })

  test('with the network fits a rule for the network, by no wildcard', () => {
    const online = call('run', { argv: ['npm', 'ci'], network: true })
    const rule = (network: string) => ({ tool: 'run', where: { argv: ['npm', 'ci'], network } })
    expect(ruleFits(rule('true'), online)).toBe(true)
    expect(ruleFits(rule('*'), online)).toBe(false)
    expect(ruleFits(rule('false'), online)).toBe(false)
  })
})

describe('a rule that denies', () => {
  test.each<[Record<string, string | string[]>, Json]>([
    [{ path: 'secret/**' }, { path: 'secret/a' }],
    [{ path: 'secret/**' }, { path: 'x/../secret//a' }],
    [{ path: 'secret/**' }, { path: 'secret/a\u0001' }],
    [{ path: 'secret/**' }, { path: `secret/${'a'.repeat(5_000)}` }],
    [{ path: 'secret/**' }, { path: '/clone/secret/a' }],
    [{ path: 'secret/**' }, { path: '../../clone/secret/a' }],
    [{ path: 'secret/**' }, { path: ['secret/a'] }],
    [{ path: 'secret/**' }, 'no object'],
    [{ argv: ['npm', 'exec', '**'] }, { argv: ['npm', 'exec', 'a\nb'] }],
    [{ argv: ['npm', 'exec', '**'] }, { argv: ['npm', 'exec'], network: true }],
    [{ argv: ['npm', '*'] }, { argv: ['npm', '--version'] }],
    [{ argv: ['npm', '*'] }, { argv: 'npm exec' }],
    [{ network: 'true' }, { argv: ['x'], network: true }],
    [{}, { anything: true }],
  ])('%j is about %j', (where, args) => {
    expect(ruleForbids({ tool: 'any', where }, call('any', args))).toBe(true)
  })

  test.each<[Record<string, string | string[]>, Json]>([
    [{ path: 'secret/**' }, { path: 'secrets/a' }],
    [{ path: 'secret/**' }, { path: 'secret/../a' }],
    [{ path: 'secret/**' }, { other: 'secret/a' }],
    [{ argv: ['npm', 'exec', '**'] }, { argv: ['npm', 'test'] }],
    [{ network: 'true' }, { argv: ['x'], network: false }],
  ])('%j is not about %j', (where, args) => {
    expect(ruleForbids({ tool: 'any', where }, call('any', args))).toBe(false)
    expect(ruleForbids({ tool: 'other' }, call('any', args))).toBe(false)
  })
})

describe('properties', () => {
  const segment = fc.oneof(
    fc.constantFrom('..', '.', '', 'a', 'src', '-x', '**', '*', '\\', 'a b', '…'),
    fc.string({ maxLength: 4 }),
  )
  const path = fc.array(segment, { maxLength: 6 }).map((parts) => parts.join('/'))

  test('no path that fits `src/**` leaves src, however it is spelled', () => {
    fc.assert(
      fc.property(path, (tried) => {
        fc.pre(fitsPath('src/**', tried))
        expect(`${resolve('/clone/deep', tried)}/`).toMatch(/^\/clone\/deep\/src\//)
      }),
      { numRuns: 2_000 },
    )
  })

  test('the narrowest pattern of a call fits it, and no call with another word', () => {
    const words = fc.array(path, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(words, words, (argv, others) => {
        const where = whereOf(call('run', { argv }))
        fc.pre(where !== null)
        const rule = { tool: 'run', where: where! }
        expect(ruleFits(rule, call('run', { argv }))).toBe(true)
        if (JSON.stringify(argv) !== JSON.stringify(others)) {
          expect(ruleFits(rule, call('run', { argv: others }))).toBe(false)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  test('a pattern that makes others go back for ever is counted through in steps', () => {
    const hard = `${'*a'.repeat(200)}b`
    expect(fitsPath(hard, 'a'.repeat(4_000))).toBe(false)
    expect(fitsPath(`${'**/a/'.repeat(100)}b`, 'a/'.repeat(2_000))).toBe(false)
  })
})

test('a call like this one may carry anything, and what no pattern can say is not granted', () => {
  expect(whereOf(call('write_file', { path: 'a*', content: 'x\ny', mode: 3 }))).toEqual({ path: 'a\\*' })
  expect(whereOf(call('run', { argv: ['git', '**'], network: true }))).toEqual({
    argv: ['git', '\\*\\*'],
    network: 'true',
  })
  expect(whereOf(call('run', { argv: ['sh', '-c', 'a\nb'] }))).toBeNull()
  expect(whereOf(call('run', null))).toBeNull()
})
