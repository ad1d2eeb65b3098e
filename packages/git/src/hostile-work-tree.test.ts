import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UnbundleableChangeError } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { BRANCH, startWork } from './changeset.fixture.ts'
import { change, commit, git, makeRepository, temporaryDirectory, workTreeOf } from './repository.fixture.ts'

/** A program that leaves a trace when it runs. */
function makeTrap() {
  const trace = join(temporaryDirectory(), 'sprung')
  return { command: `touch ${trace}; cat`, sprung: () => existsSync(trace) }
}

/** Every way we know in which a repository's own configuration runs a program. */
function setTraps(gitDir: string, command: string): void {
  const hooks = join(gitDir, 'hooks')
  mkdirSync(hooks, { recursive: true })
  for (const hook of [
    'post-index-change',
    'pre-commit',
    'post-checkout',
    'reference-transaction',
    'fsmonitor',
  ]) {
    writeFileSync(join(hooks, hook), `#!/bin/sh\n${command}\n`, { mode: 0o755 })
  }
  const set = (key: string, value: string) => git(gitDir, '--git-dir', gitDir, 'config', key, value)
  set('core.fsmonitor', join(hooks, 'fsmonitor'))
  set('core.hooksPath', hooks)
  set('core.attributesFile', join(gitDir, 'attributes'))
  set('filter.evil.clean', command)
  set('filter.evil.smudge', command)
  set('filter.evil.process', command)
  set('diff.evil.textconv', command)
  set('diff.evil.command', command)
  set('diff.external', command)
  set('merge.evil.driver', command)
  set('core.alternateRefsCommand', command)
  // Git 2.54 and newer.
  set('hook.evil.event', 'reference-transaction')
  set('hook.evil.command', command)
  set('core.editor', command)
  set('gpg.program', command)
  set('commit.gpgSign', 'true')
  set('i18n.commitEncoding', 'latin1')
  writeFileSync(join(gitDir, 'attributes'), '* filter=evil diff=evil merge=evil\n')
  mkdirSync(join(gitDir, 'info'), { recursive: true })
  writeFileSync(join(gitDir, 'info/attributes'), '* filter=evil diff=evil merge=evil\n')
  writeFileSync(join(gitDir, 'info/exclude'), '*\n')
}

describe("the agent's own .git", () => {
  test('runs nothing and hides nothing when its changes are collected', async () => {
    const work = await startWork(makeRepository({ a: 'x\n' }))
    const { workDirectory } = work.workspace
    const trap = makeTrap()
    setTraps(join(workDirectory, '.git'), trap.command)
    git(workDirectory, 'config', 'core.worktree', temporaryDirectory())

    const draft = await work.collectChange({
      a: 'y\n',
      b: 'z\n',
      '.gitattributes': '* filter=evil diff=evil\n',
    })

    expect(work.bundleOf(draft).entries.map(({ path }) => path)).toEqual(['.gitattributes', 'a', 'b'])
    expect(trap.sprung()).toBe(false)
  })

  test.each(['missing', 'a file', 'a link', 'rubbish'])('has no say when it is %s', async (state) => {
    const work = await startWork(makeRepository({ a: 'x\n' }))
    const dotGit = join(work.workspace.workDirectory, '.git')
    change(work.workspace.workDirectory, { '.git': null })
    if (state === 'a file') writeFileSync(dotGit, 'gitdir: /nonexistent\n')
    if (state === 'a link') symlinkSync('/nonexistent', dotGit)
    if (state === 'rubbish') change(dotGit, { HEAD: 'rubbish', config: '[broken' })

    const draft = await work.collectChange({ a: 'y\n' })
    expect(work.bundleOf(draft).entries.map(({ path }) => path)).toEqual(['a'])
  })
})

test('attributes cannot keep a text out of the patch', async () => {
  const work = await startWork(makeRepository({ '.gitattributes': 'b -diff\n', a: 'x\n', b: 'x\n' }))
  const draft = await work.collectChange({ '.gitattributes': '* -diff -text\n', a: 'visible\n', b: 'also\n' })

  expect(work.patchOf(draft).toString()).toContain('+visible')
  expect(work.patchOf(draft).toString()).toContain('+also')
  expect(draft.files.every(({ binary }) => !binary)).toBe(true)
})

test("a target's traps do not go off, neither for inspecting nor for cloning nor for applying", async () => {
  const source = makeRepository({ '.gitattributes': '* filter=evil diff=evil merge=evil\n', a: 'x\n' })
  const trap = makeTrap()
  setTraps(join(source, '.git'), trap.command)
  writeFileSync(join(source, 'a'), 'X\n')

  const work = await startWork(source)
  expect((await work.git.inspect(source)).dirty).toBe(true)
  const bundle = work.bundleOf(await work.collectChange({ a: 'y\n' }))
  expect(await work.apply(bundle)).toMatchObject({ status: 'applied' })
  expect(await work.apply(bundle)).toMatchObject({ status: 'applied', adopted: true })
  expect(await work.rebase(bundle)).toMatchObject({ status: 'rebased' })

  expect(trap.sprung()).toBe(false)
  expect(git(source, 'cat-file', 'commit', BRANCH)).not.toMatch(/^(?:encoding|gpgsig)/m)
})

describe('what no bundle can hold is named:', () => {
  const refusal = async (prepare: (workDirectory: string) => void, files = {}) => {
    const work = await startWork(makeRepository({ a: 'x\n', 'd/b': 'x\n', ...files }))
    prepare(work.workspace.workDirectory)
    return await work.collect().catch((error: unknown) => error)
  }

  test('a nested repository with a commit', async () => {
    const error = await refusal((directory) => {
      mkdirSync(join(directory, 'd/inner'), { recursive: true })
      git(join(directory, 'd/inner'), 'init', '--quiet')
      commit(join(directory, 'd/inner'), { x: '1' })
    })
    expect(error).toBeInstanceOf(UnbundleableChangeError)
    expect(String(error)).toContain('“d/inner” is a git repository of its own')
  })

  test('a nested repository without a commit', async () => {
    const error = await refusal((directory) => {
      git(directory, 'init', '--quiet', 'inner')
      change(directory, { 'inner/file': 'x' })
    })
    expect(String(error)).toContain('“inner” is a git repository of its own')
  })

  test('a name that is not UTF-8', async () => {
    const error = await refusal((directory) => {
      writeFileSync(Buffer.concat([Buffer.from(`${directory}/caf`), Buffer.of(0xe9, 0x0a)]), 'x')
    })
    expect(error).toBeInstanceOf(UnbundleableChangeError)
    expect(String(error)).toContain('“caf\\xe9\\x0a” is not UTF-8')
  })

  test('a pipe in the place of a file', async () => {
    const error = await refusal((directory) => {
      change(directory, { a: null })
      execFileSync('mkfifo', [join(directory, 'a')])
    })
    expect(error).toBeInstanceOf(UnbundleableChangeError)
    expect(String(error)).toContain('cannot be staged')
  })

  test('a work tree that was replaced by a link', async () => {
    const elsewhere = temporaryDirectory()
    const error = await refusal((directory) => {
      renameSync(directory, join(elsewhere, 'work'))
      symlinkSync(join(elsewhere, 'work'), directory)
    })
    expect(error).toBeInstanceOf(UnbundleableChangeError)
  })
})

test('a directory that was tracked before may become a repository: its files still count', async () => {
  const work = await startWork(makeRepository({ 'd/b': 'x\n' }))
  git(join(work.workspace.workDirectory, 'd'), 'init', '--quiet')

  const draft = await work.collectChange({ 'd/b': 'y\n', 'd/c': 'z\n' })
  expect(work.bundleOf(draft).entries.map(({ path }) => path)).toEqual(['d/b', 'd/c'])
})

test('a link out of the work tree is stored as a link, and nothing behind it is read', async () => {
  const outside = temporaryDirectory()
  change(outside, { secret: 'key' })
  const work = await startWork(makeRepository({ 'd/secret': 'x\n' }))

  const draft = await work.collectChange({ d: { link: outside } })

  expect(work.bundleOf(draft).entries).toEqual([
    expect.objectContaining({ path: 'd', mode: '120000' }),
    { path: 'd/secret', deleted: true },
  ])
  expect(
    [...work.artifacts.contents.values()].some((bytes) => Buffer.from(bytes).equals(Buffer.from('key'))),
  ).toBe(false)
})

describe('a submodule', () => {
  async function withSubmodule() {
    const inner = makeRepository({ lib: '1\n' })
    const source = makeRepository({ a: 'x\n', 'libs/other': 'x' })
    git(source, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'libs/inner')
    commit(source, {}, 'Add submodule')
    const work = await startWork(source)
    return { inner, source, work, path: join(work.workspace.workDirectory, 'libs/inner') }
  }

  test('is left uninitialised, and is no change', async () => {
    const { work, source } = await withSubmodule()

    expect(await work.collect()).toBeNull()
    const bundle = work.bundleOf(await work.collectChange({ a: 'y\n' }))
    expect(bundle.entries.map(({ path }) => path)).toEqual(['a'])
    expect(await work.apply(bundle)).toMatchObject({ status: 'applied' })
    expect(git(source, 'ls-tree', BRANCH, 'libs/inner')).toMatch(/^160000 commit/)
  })

  test('that was moved to another commit is stored by its id', async () => {
    const { work, inner, source, path } = await withSubmodule()
    const moved = commit(inner, { lib: '2\n' })
    git(path, 'clone', '--quiet', inner, '.')

    const bundle = work.bundleOf(await work.collectChange({ 'libs/other': 'y' }))
    expect(bundle.entries[0]).toEqual({ path: 'libs/inner', mode: '160000', hash: moved })
    expect(await work.apply(bundle)).toMatchObject({ status: 'applied' })
    expect(git(source, 'rev-parse', `${BRANCH}:libs/inner`)).toBe(moved)
  })

  test('is not asked for its status, which would run what its configuration says', async () => {
    const { work, inner, path } = await withSubmodule()
    git(path, 'clone', '--quiet', inner, '.')
    const trap = makeTrap()
    setTraps(join(path, '.git'), trap.command)
    // Of the same size, so that git has to filter and compare the contents.
    change(path, { lib: '9\n' })

    expect(await work.collect()).toBeNull()
    expect(trap.sprung()).toBe(false)
  })

  test.each([
    ['removed', null, [{ path: 'libs/inner', deleted: true }]],
    ['replaced by a file', 'x', [expect.objectContaining({ path: 'libs/inner', mode: '100644' })]],
    ['replaced by a link', { link: '..' }, [expect.objectContaining({ path: 'libs/inner', mode: '120000' })]],
  ])('may be %s', async (_, content, entries) => {
    const { work, source } = await withSubmodule()
    const bundle = work.bundleOf(await work.collectChange({ 'libs/inner': content }))

    expect(bundle.entries).toEqual(entries)
    expect(await work.apply(bundle)).toMatchObject({ status: 'applied' })
    expect(git(source, 'diff', '--name-only', 'main', BRANCH)).toBe('libs/inner')
  })

  test('that was filled with files is refused, not overlooked', async () => {
    const { work } = await withSubmodule()
    await expect(work.collectChange({ 'libs/inner/file': 'x' })).rejects.toThrow(
      /“libs\/inner” is a submodule/,
    )
  })

  test('cannot be hidden from the patch by .gitmodules', async () => {
    const { work, inner, path } = await withSubmodule()
    const moved = commit(inner, { lib: '2\n' })
    git(path, 'clone', '--quiet', inner, '.')
    const draft = await work.collectChange({
      '.gitmodules': `[submodule "libs/inner"]\n\tpath = libs/inner\n\turl = x\n\tignore = all\n`,
    })

    expect(work.patchOf(draft).toString()).toContain(`+Subproject commit ${moved}`)
    expect(draft.files.map((file) => file.path)).toEqual(['.gitmodules', 'libs/inner'])
    expect(workTreeOf(work.workspace.workDirectory).size).toBeGreaterThan(2)
  })
})
