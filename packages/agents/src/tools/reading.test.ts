import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { CloneQuestionError, UnbundleableChangeError } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { toolBench } from './tool-bench.fixture.ts'

describe('read_file', () => {
  test('shows lines with their numbers, in parts', async () => {
    const { call, refusal, taints } = toolBench({ 'src/a.ts': 'one\ntwo\nthree\n', empty: '' })
    expect(await call('read_file', { path: 'src/a.ts' })).toBe('1\tone\n2\ttwo\n3\tthree')
    expect(await call('read_file', { path: './src//a.ts', fromLine: 2, lines: 1 })).toBe(
      '2\ttwo\n[3 lines in all. Go on with fromLine 3.]',
    )
    expect(await call('read_file', { path: 'empty' })).toBe('“empty” is empty.')
    expect(await refusal('read_file', { path: 'src/a.ts', fromLine: 4 })).toBe('“src/a.ts” has 3 lines.')
    expect([...taints]).toEqual(['private-content'])
  })

  test('is bounded, and says what is left out', async () => {
    const { call, refusal } = toolBench({
      long: 'x'.repeat(10_000),
      many: 'some line of text\n'.repeat(20_000),
      huge: Buffer.alloc(9 * 2 ** 20),
    })
    expect(await call('read_file', { path: 'long' })).toMatch(/^1\tx{2000} \[8000 more characters\]$/)
    const many = await call('read_file', { path: 'many', lines: 2000 })
    expect(many.length).toBeLessThan(50_200)
    expect(many).toMatch(/\n\[20000 lines in all\. Go on with fromLine \d+\.\]$/)
    expect(await refusal('read_file', { path: 'huge' })).toMatch(/^“huge” has 9 MiB.*search_files/)
  })

  test('names a binary file, and does not show it', async () => {
    const { call } = toolBench({
      picture: Buffer.from([137, 80, 0, 1]),
      latin: Buffer.from([0x66, 0xfc, 0x0a]),
    })
    expect(await call('read_file', { path: 'picture' })).toMatch(
      /^“picture” is a binary file of 4 bytes, SHA-256 [0-9a-f]{64}\.$/,
    )
    expect(await call('read_file', { path: 'latin' })).toMatch(/is a binary file of 3 bytes/)
  })

  test('says of what is no file what it is', async () => {
    const { refusal, workDirectory, put } = toolBench({ 'd/a': 'x' })
    put({ link: { link: 'd/a' }, loop: { link: 'loop' }, out: { link: '../outside' } })
    execFileSync('mkfifo', [join(workDirectory, 'pipe')])
    expect(await refusal('read_file', { path: 'd' })).toBe('“d” is a directory. Use list_files.')
    expect(await refusal('read_file', { path: '.' })).toMatch(/Use list_files/)
    expect(await refusal('read_file', { path: 'gone/deep' })).toMatch(
      /^“gone” does not exist\. See with list_files/,
    )
    expect(await refusal('read_file', { path: 'd/a/b' })).toMatch(/^“d\/a” is no directory/)
    expect(await refusal('read_file', { path: 'link' })).toMatch(/^“link” is a link/)
    expect(await refusal('read_file', { path: 'loop' })).toMatch(/^“loop” is a link/)
    expect(await refusal('read_file', { path: 'out/secret' })).toMatch(/^“out” is no directory, or a link/)
    expect(await refusal('read_file', { path: 'pipe' })).toBe('“pipe” is no regular file.')
    expect(await refusal('read_file', { path: 'x'.repeat(300) })).toMatch(/longer than the system takes/)
  })
})

describe('list_files', () => {
  test('lists sorted, some levels deep, and goes into nothing that is closed', async () => {
    const { call, taints } = toolBench({
      b: 'x',
      'a/c': 'x',
      'a/d/e/f': 'x',
      'node_modules/m/i.js': 'x',
      l: { link: 'b' },
    })
    expect(await call('list_files', {})).toBe('.git/\na/\na/c\na/d/\nb\nl (a link)\nnode_modules/')
    expect(await call('list_files', { path: 'a', depth: 9 })).toBe('a/c\na/d/\na/d/e/\na/d/e/f')
    expect(await call('list_files', { path: 'node_modules', depth: 2 })).toBe(
      'node_modules/m/\nnode_modules/m/i.js',
    )
    expect([...taints]).toEqual(['private-content'])
  })

  test('is bounded, follows no link, and says what is no directory', async () => {
    const many = Object.fromEntries(Array.from({ length: 1100 }, (_, at) => [`many/${at}`, 'x']))
    const { call, refusal, put } = toolBench({ a: 'x', 'empty/x/y': 'x', ...many })
    put({ out: { link: '../outside' }, up: { link: '..' } })
    const listed = await call('list_files', { path: 'many' })
    expect(listed.split('\n')).toHaveLength(1001)
    expect(listed).toMatch(/\[There is more\. Name a directory\.\]$/)
    expect(await call('list_files', { depth: 10 })).not.toContain('secret')
    expect(await refusal('list_files', { path: 'a' })).toMatch(/is no directory/)
    expect(await refusal('list_files', { path: 'out' })).toMatch(/is no directory, or a link/)
    expect(await refusal('list_files', { path: 'gone' })).toMatch(/does not exist/)
  })
})

describe('what git tells', () => {
  const asked = (answer: string | Error) => {
    const questions: unknown[] = []
    const bench = toolBench(
      {},
      {
        showClone: async (question) => {
          questions.push(question)
          if (answer instanceof Error) throw answer
          return answer
        },
      },
    )
    return { ...bench, questions }
  }

  test('is asked for with paths from the top, and taints the run', async () => {
    const { call, questions, taints } = asked('x\n')
    expect(await call('git_status', {})).toBe('x')
    await call('git_diff', { path: './src/' })
    await call('git_log', { path: '.', most: 5 })
    await call('search_files', { query: '-e', regex: true, path: 'a/b' })
    expect(questions).toEqual([
      { what: 'status' },
      { what: 'diff', path: 'src' },
      { what: 'log', most: 5 },
      { what: 'search', pattern: '-e', regex: true, ignoreCase: false, path: 'a/b' },
    ])
    expect([...taints]).toEqual(['private-content'])
  })

  test('is bounded', async () => {
    const found = await asked(`a:1:${'x'.repeat(500)}\n${'b:1:y\n'.repeat(300)}`).call('search_files', {
      query: 'x',
    })
    expect(found.split('\n')).toHaveLength(201)
    expect(found).toMatch(/^a:1:x{396} …\n/)
    expect(found).toMatch(/\[301 lines in all\./)
    expect(await asked('x'.repeat(60_000)).call('git_diff', {})).toMatch(/x{50000}\n\[10000 more characters/)
  })

  test('may be nothing, or a question that cannot be answered', async () => {
    const { call } = asked('')
    expect(await call('git_status', {})).toBe('Nothing is changed.')
    expect(await call('git_diff', {})).toBe('Nothing is changed there.')
    expect(await call('search_files', { query: 'x' })).toBe('Nothing was found.')
    expect(await asked(new CloneQuestionError('Ask for less.')).refusal('git_diff', {})).toBe('Ask for less.')
    expect(await asked(new UnbundleableChangeError('Nested.')).refusal('git_status', {})).toBe('Nested.')
    await expect(asked(new Error('a bug')).call('git_status', {})).rejects.toThrow('a bug')
    expect(await asked('').refusal('search_files', { query: 'a\nb' })).toMatch(/one line/)
  })
})
