import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChangesetBundle, GitWorkspace } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { RUN, startWork } from './changeset.fixture.ts'
import {
  type Content,
  change,
  git,
  makeRepository,
  temporaryDirectory,
  workTreeOf,
} from './repository.fixture.ts'

const FILES: Record<string, Content> = {
  a: 'one\ntwo\n',
  'd/b': 'x\n',
  'd/e/c': 'x\n',
  tool: { executable: '#!/bin/sh\n' },
  link: { link: 'a' },
  picture: Buffer.from([0, 255, 13, 10, 0]),
  '.gitignore': 'ignored\n',
}

async function setUp(files = FILES) {
  const source = makeRepository(files)
  const work = await startWork(source)
  const keep = async (workspace: GitWorkspace = work.workspace) => {
    const kept = await workspace.keep({ runId: RUN, repoId: 'repo-1', artifacts: work.artifacts })
    return (
      kept && (JSON.parse(Buffer.from(work.artifacts.contents.get(kept.hash)!).toString()) as ChangesetBundle)
    )
  }
  const readBlob = (hash: string) => work.artifacts.readBlob(RUN, hash)
  /** What another attempt has: a clone of its own, of the same commit. */
  const elsewhere = () =>
    work.git.createWorkspace({
      source,
      directory: join(temporaryDirectory(), 'other'),
      commit: work.workspace.baseSha,
    })
  return { source, work, keep, readBlob, elsewhere, directory: work.workspace.workDirectory }
}

describe('another attempt gets the same work tree', () => {
  const changes: Record<string, Record<string, Content>> = {
    'with files changed, made and deleted': { a: 'other\n', 'new/deep/file': 'n', 'd/e/c': null, empty: '' },
    'with a renamed and a binary file': {
      a: null,
      moved: 'one\ntwo\n',
      picture: Buffer.from([1, 0, 2, 255]),
    },
    'with other modes': { a: { executable: 'one\ntwo\n' }, tool: '#!/bin/sh\n' },
    'with links in the place of files, and the other way round': {
      link: 'a file\n',
      'd/b': { link: '../a' },
    },
    'with a file in the place of a directory, and the other way round': {
      d: 'file',
      a: null,
      'a/inside': 'x',
    },
    'with a link out of the tree': { out: { link: '/etc/hostname' }, d: { link: '/nonexistent/..' } },
    'with hard names': { 'a b\n“ü”\t"': 'x', '-rf': 'x', ':(glob)*': 'x', 'd/*': 'x' },
    'with attributes that would change line ends': {
      '.gitattributes': '* text=auto eol=lf\n',
      a: 'one\r\ntwo\n',
    },
    'with nothing but deletions': Object.fromEntries(Object.keys(FILES).map((path) => [path, null])),
    'without any change': {},
  }
  test.each(Object.entries(changes))('%s', async (name, files) => {
    const { work, keep, readBlob, elsewhere, directory } = await setUp()
    change(directory, files)
    const bundle = await keep()
    expect(bundle === null).toBe(name === 'without any change')

    const other = await elsewhere()
    change(other.workDirectory, { a: 'left over\n', 'd/left': 'x', tool: null })
    expect(await other.restore(bundle, readBlob)).toBe('restored')
    if ('.gitattributes' in files) change(directory, { a: 'one\ntwo\n' })
    expect(workTreeOf(other.workDirectory)).toEqual(workTreeOf(directory))
    expect(await keep(other)).toEqual(bundle)
    expect(await other.restore(bundle, readBlob)).toBe('unchanged')
    expect(await work.workspace.restore(bundle, readBlob)).toBe('unchanged')
  })
})

test('equal work is kept as equal bytes, without a patch', async () => {
  const { keep, directory, work } = await setUp()
  change(directory, { a: 'y\n' })
  const first = await work.workspace.keep({ runId: RUN, repoId: 'repo-1', artifacts: work.artifacts })
  expect(first).toMatchObject({ kind: 'kept_work' })
  change(directory, { a: 'z\n' })
  await keep()
  change(directory, { a: 'y\n' })
  const again = await work.workspace.keep({ runId: RUN, repoId: 'repo-1', artifacts: work.artifacts })
  expect(again!.hash).toBe(first!.hash)
  expect(
    [...work.artifacts.contents.values()].some((bytes) => Buffer.from(bytes).includes('diff --git')),
  ).toBe(false)
})

test('a line end that only the repository’s attributes ask for is no work, and none after a restore', async () => {
  const { keep, readBlob, elsewhere, directory } = await setUp({
    '.gitattributes': '* text\n',
    crlf: 'x\r\n',
    b: 'x\n',
  })
  change(directory, { b: 'y\n' })
  const bundle = await keep()
  expect(bundle!.entries.map(({ path }) => path)).toEqual(['b'])
  const other = await elsewhere()
  await other.restore(bundle, readBlob)
  expect(workTreeOf(other.workDirectory)).toEqual(workTreeOf(directory))
})

describe('whatever lies in the work tree', () => {
  const traps: Record<string, (directory: string) => void> = {
    'an ignored file': (directory) => change(directory, { ignored: 'x', a: 'changed' }),
    'a repository of its own': (directory) => {
      mkdirSync(join(directory, 'inner'))
      git(join(directory, 'inner'), 'init', '--quiet')
    },
    'a pipe': (directory) => {
      change(directory, { a: null })
      execFileSync('mkfifo', [join(directory, 'a')])
    },
    'a name that is not UTF-8': (directory) =>
      writeFileSync(Buffer.concat([Buffer.from(`${directory}/caf`), Buffer.of(0xe9)]), 'x'),
    'a directory that nobody may enter': (directory) => {
      change(directory, { 'locked/in/file': 'x' })
      chmodSync(join(directory, 'locked/in'), 0)
      chmodSync(join(directory, 'locked'), 0)
    },
    'a link in the place of a directory': (directory) => {
      change(directory, { d: { link: temporaryDirectory() } })
    },
    'no work tree at all': (directory) => renameSync(directory, `${directory}-gone`),
    'a link in the place of the work tree': (directory) => {
      renameSync(directory, `${directory}-gone`)
      symlinkSync(`${directory}-gone`, directory)
    },
    'a broken .git': (directory) => change(directory, { '.git': 'rubbish', a: 'changed' }),
  }
  test.each(Object.entries(traps))('is gone: %s', async (_, set) => {
    const { work, keep, readBlob, directory } = await setUp()
    change(directory, { a: 'kept\n', 'd/new': 'x' })
    const bundle = await keep()
    const before = workTreeOf(directory)
    set(directory)

    expect(await work.workspace.restore(bundle, readBlob)).toBe('restored')
    expect(workTreeOf(directory)).toEqual(before)
    expect(git(directory, 'status', '--porcelain')).toMatch(/^ M a$/m)
    expect(git(directory, 'log', '--format=%s')).toBe('Add files\nBegin')
  })

  test('runs nothing: filters and hooks of the agent have no say', async () => {
    const { work, keep, readBlob, directory } = await setUp()
    const trace = join(temporaryDirectory(), 'sprung')
    change(directory, { a: 'kept\n', '.gitattributes': '* filter=evil\n' })
    const bundle = await keep()
    git(directory, 'config', 'filter.evil.smudge', `touch ${trace}; cat`)
    git(directory, 'config', 'filter.evil.clean', `touch ${trace}; cat`)
    change(directory, { '.git/hooks/post-checkout': { executable: `#!/bin/sh\ntouch ${trace}\n` }, b: 'x' })

    expect(await work.workspace.restore(bundle, readBlob)).toBe('restored')
    expect(existsSync(trace)).toBe(false)
    expect(git(directory, 'config', '--list')).not.toContain('evil')
  })

  test('nothing outside of it is touched', async () => {
    const { work, keep, readBlob, directory } = await setUp()
    const outside = temporaryDirectory()
    change(outside, { b: 'theirs', 'e/c': 'theirs' })
    const bundle = await keep()
    change(directory, { d: { link: outside } })
    await work.workspace.restore(bundle, readBlob)
    expect([...workTreeOf(outside).keys()]).toEqual(['b', 'e/c'])
  })
})

test('a bundle of another base, and one that was altered, are refused and change nothing', async () => {
  const { work, keep, readBlob, directory } = await setUp()
  change(directory, { a: 'kept\n' })
  const bundle = (await keep())!
  change(directory, { a: 'later\n' })
  const before = workTreeOf(directory)
  const restore = (other: ChangesetBundle) => work.workspace.restore(other, readBlob)

  await expect(restore({ ...bundle, baseSha: 'a'.repeat(40) })).rejects.toThrow(/cannot be restored/)
  const escaping = { path: '../escaped', mode: '100644', hash: 'a'.repeat(64) } as const
  await expect(restore({ ...bundle, entries: [escaping] })).rejects.toThrow(/is not allowed/)
  const lost = { path: 'a', mode: '100644', hash: 'a'.repeat(64) } as const
  await expect(restore({ ...bundle, entries: [lost] })).rejects.toThrow(/missing/)
  expect(workTreeOf(directory)).toEqual(before)
})
