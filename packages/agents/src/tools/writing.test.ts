import { linkSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { stateOf, toolBench } from './tool-bench.fixture.ts'

const modeOf = (directory: string, path: string) => statSync(join(directory, path)).mode & 0o777

describe('write_file', () => {
  test('makes a file with its directories, and replaces one', async () => {
    const { call, text, workDirectory } = toolBench({ tool: { executable: 'old' } })
    expect(await call('write_file', { path: 'new/deep/a', content: 'one\ntwo\n' })).toBe(
      'Made “new/deep/a”: 2 lines, 8 bytes.',
    )
    expect(await call('write_file', { path: 'new/deep/a', content: '' })).toBe(
      'Replaced “new/deep/a”: 0 lines, 0 bytes.',
    )
    await call('write_file', { path: 'tool', content: 'new' })
    await call('write_file', { path: 'other', content: 'x', executable: true })
    expect(text('tool')).toBe('new')
    expect(['new/deep/a', 'tool', 'other'].map((path) => modeOf(workDirectory, path))).toEqual([
      0o644, 0o755, 0o755,
    ])
    await call('write_file', { path: 'tool', content: 'new', executable: false })
    expect(modeOf(workDirectory, 'tool')).toBe(0o644)
  })

  test('writes through no link, neither at the end nor on the way, and changes no other name of a file', async () => {
    const { call, refusal, root, workDirectory, outside, put, text } = toolBench({ d: 'x' })
    put({
      link: { link: '../outside/secret' },
      dangling: { link: '../outside/new' },
      out: { link: '../outside' },
      up: { link: '..' },
    })
    linkSync(join(outside, 'secret'), join(workDirectory, 'hard'))
    const before = stateOf(outside)
    for (const path of ['link', 'dangling'])
      expect(await refusal('write_file', { path, content: 'x' })).toMatch(/is a link/)
    for (const path of ['out/secret', 'out/new', 'up/outside/secret', 'out/d/inner'])
      expect(await refusal('write_file', { path, content: 'x' })).toMatch(/or a link to one/)
    await call('write_file', { path: 'hard', content: 'mine' })
    expect(text('hard')).toBe('mine')
    expect(await refusal('write_file', { path: 'd/x', content: 'x' })).toMatch(/is no directory/)
    expect(await refusal('write_file', { path: '.', content: 'x' })).toMatch(/a directory/)
    expect(stateOf(outside)).toEqual(before)
    expect(Object.keys(stateOf(root)).filter((name) => name.includes('.pm-bot-'))).toEqual([])
  })
})

describe('edit_file', () => {
  test('stops edits that make each other bigger before they fill the memory', async () => {
    const { refusal, text } = toolBench({ a: 'aaaa' })
    const doubling = Array.from({ length: 50 }, () => ({ old: 'a', new: 'aa', all: true }))
    expect(await refusal('edit_file', { path: 'a', edits: doubling })).toBe(
      'The file would become too big. Nothing was changed.',
    )
    const leap = [{ old: 'a', new: 'b'.repeat(100_000), all: true }]
    const leaps = [...leap, { old: 'b', new: 'a'.repeat(100_000), all: true }]
    expect(await refusal('edit_file', { path: 'a', edits: leaps })).toMatch(/too big/)
    expect(text('a')).toBe('aaaa')
  })

  test('replaces passages one after the other', async () => {
    const { call, text, taints } = toolBench({ a: 'one\ntwo\ntwo\n$& $1\n' })
    const edits = [
      { old: 'one\n', new: '1\n' },
      { old: 'two', new: 'zwei', all: true },
      { old: 'zwei\nzwei', new: '$& kept' },
    ]
    expect(await call('edit_file', { path: 'a', edits })).toBe('Changed “a” in 4 places.')
    expect(text('a')).toBe('1\n$& kept\n$& $1\n')
    expect([...taints]).toEqual(['private-content'])
  })

  test('changes all of it or nothing, keeps what is a program, and says what does not fit', async () => {
    const { refusal, call, text, workDirectory } = toolBench({
      a: 'if (x) {\n\treturn 1\n}\nend\nend\n',
      crlf: 'one\r\ntwo\r\n',
      tool: { executable: 'x' },
      picture: Buffer.from([0, 1]),
    })
    const refused = (path: string, ...edits: { old: string; new: string }[]) =>
      refusal('edit_file', { path, edits })
    const before = text('a')
    expect(await refused('a', { old: 'if (x)', new: 'if (y)' }, { old: 'nowhere', new: '' })).toBe(
      'Edit 2 does not fit: its old text is not there. Read the file again. Nothing was changed.',
    )
    expect(await refused('a', { old: 'end', new: 'fin' })).toMatch(
      /^The edit does not fit: its old text stands there 2 times, in lines 4, 5\./,
    )
    expect(await refused('a', { old: '    return 1', new: 'x' })).toMatch(/with other white space/)
    expect(await refused('a', { old: '1\tif (x) {', new: 'x' })).toMatch(/begins with line numbers/)
    expect(await refused('a', { old: '\treturn 1\n\treturn 2', new: 'x' })).toMatch(
      /its first line is line 2/,
    )
    expect(await refused('crlf', { old: 'one\ntwo', new: 'x' })).toMatch(/CR LF/)
    expect(await refused('a', { old: 'end', new: 'end' })).toMatch(/changes nothing/)
    expect(await refused('picture', { old: 'x', new: 'y' })).toMatch(/is a binary file/)
    expect(await refused('gone', { old: 'x', new: 'y' })).toMatch(/does not exist/)
    expect(text('a')).toBe(before)

    await call('edit_file', { path: 'tool', edits: [{ old: 'x', new: 'y' }] })
    expect(modeOf(workDirectory, 'tool')).toBe(0o755)
  })
})
