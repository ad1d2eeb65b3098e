import { existsSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CloneQuestionError, UnbundleableChangeError } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { startWork } from './changeset.fixture.ts'
import { change, git, makeRepository, temporaryDirectory } from './repository.fixture.ts'

async function setUp() {
  const work = await startWork(
    makeRepository({
      a: 'one\ntwo\n',
      'd/b': 'two (x)\n',
      '.gitignore': 'cache\n',
      picture: Buffer.from([0, 1]),
    }),
  )
  const { show, workDirectory } = work.workspace
  const search = (pattern: string, more = {}) =>
    show({ what: 'search', pattern, regex: false, ignoreCase: false, ...more })
  return { show, search, directory: workDirectory }
}

test('shows what differs from the base, whatever was committed since', async () => {
  const { show, directory } = await setUp()
  expect(await show({ what: 'status' })).toBe('')
  expect(await show({ what: 'diff' })).toBe('')
  change(directory, { a: 'one\n2\n', new: 'x\n', 'd/b': null, picture: Buffer.from([0, 2]), cache: 'x' })
  git(directory, 'add', '--all')
  git(directory, 'commit', '--quiet', '-m', 'Own')

  expect(await show({ what: 'status' })).toBe(
    'modified a (+1 −1)\ndeleted d/b (+0 −1)\nadded new (+1 −0)\nmodified picture (binary)\n',
  )
  const diff = await show({ what: 'diff' })
  expect(diff).toContain('-two\n+2\n')
  expect(diff).toContain('Binary files a/picture and b/picture differ')
  expect(await show({ what: 'diff', path: 'new' })).toMatch(/^diff --git a\/new b\/new\n(?!.*diff)/)
  expect(await show({ what: 'diff', path: 'nowhere' })).toBe('')
})

test('shows the history up to the base', async () => {
  const { show, directory } = await setUp()
  git(directory, 'commit', '--quiet', '--allow-empty', '-m', 'Own')
  expect(await show({ what: 'log', most: 20 })).toMatch(
    /^\w+ \d{4}-\d\d-\d\d Ada: Add files\n\w+ \S+ Ada: Begin\n$/,
  )
  expect(await show({ what: 'log', most: 1 })).toMatch(/^.*Add files\n$/)
  expect(await show({ what: 'log', most: 20, path: 'd' })).toMatch(/^.*Add files\n$/)
})

test('finds lines in what is there now, by words or an expression', async () => {
  const { search, directory } = await setUp()
  change(directory, { new: 'Two\n', cache: 'two\n', 'd/b': 'two (x)\nchanged two\n' })
  expect(await search('two')).toBe('a:2:two\nd/b:1:two (x)\nd/b:2:changed two\n')
  expect(await search('TWO', { ignoreCase: true, path: 'new' })).toBe('new:1:Two\n')
  expect(await search('(x)')).toBe('d/b:1:two (x)\n')
  expect(await search('^t.o$', { regex: true })).toBe('a:2:two\n')
  expect(await search('--no-index')).toBe('')
  expect(await search('nothing like it')).toBe('')
  await expect(search('(', { regex: true })).rejects.toThrow(CloneQuestionError)
  await expect(search('(', { regex: true })).rejects.toThrow(/^That cannot be searched for: .*\(/)
})

test('more than can be shown is refused in words', async () => {
  const { search, show, directory } = await setUp()
  change(directory, { big: 'line of text\n'.repeat(200_000) })
  await expect(search('line')).rejects.toThrow(/more than can be shown/)
  await expect(show({ what: 'diff' })).rejects.toThrow(CloneQuestionError)
  expect(await show({ what: 'diff', path: 'a' })).toBe('')
})

test("the agent's own git directory, links and programs have no say", async () => {
  const { search, show, directory } = await setUp()
  const outside = temporaryDirectory()
  writeFileSync(join(outside, 'secret'), 'two secrets\n')
  symlinkSync(outside, join(directory, 'out'))
  symlinkSync(join(outside, 'secret'), join(directory, 'link'))
  const trace = join(outside, 'sprung')
  const trap = `touch ${trace}; cat`
  for (const key of [
    'diff.evil.textconv',
    'diff.evil.command',
    'diff.external',
    'filter.evil.clean',
    'core.fsmonitor',
    'core.pager',
    'pager.log',
    'pager.grep',
  ])
    git(directory, 'config', key, trap)
  change(directory, { '.gitattributes': '* diff=evil filter=evil\n', a: 'one\ntwo!\n' })

  expect(await search('two')).toBe('a:2:two!\nd/b:1:two (x)\n')
  expect(await search('two', { path: 'out/secret' }).catch(String)).not.toContain('secrets')
  expect(await search('two', { path: '../' }).catch(String)).toMatch(/outside/)
  expect(await show({ what: 'diff', path: ':(top,glob)**' })).toBe('')
  expect(await show({ what: 'diff' })).toContain('+two!')
  expect(await show({ what: 'log', most: 5 })).toContain('Begin')
  expect(existsSync(trace)).toBe(false)
  change(directory, { '.git': null })
  expect(await show({ what: 'status' })).toContain('modified a')

  git(directory, 'init', '--quiet', 'inner')
  await expect(show({ what: 'status' })).rejects.toThrow(UnbundleableChangeError)
})

test('a regular expression that needs much memory gets none of the machine’s', async () => {
  const { show } = await setUp()
  const pattern = '((((a?){30}){30}){30})'
  const asked = show({ what: 'search', pattern, regex: true, ignoreCase: false })
  await expect(asked).rejects.toThrow(CloneQuestionError)
  await expect(asked).rejects.toThrow(/needs too much memory/)
})
