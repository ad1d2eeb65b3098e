import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NotARepositoryError } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { startWork } from './changeset.fixture.ts'
import { openGit } from './open-git.ts'
import {
  change,
  commit,
  filesBelow,
  git,
  makeRepository,
  temporaryDirectory,
  workTreeOf,
} from './repository.fixture.ts'

describe('the private clone', () => {
  test("holds the head's files and history, and neither remote, hook nor alternate", async () => {
    const source = makeRepository({ a: 'x\n', run: { executable: '#!/bin/sh\n' }, link: { link: 'a' } })
    const work = await startWork(source)
    const { workDirectory } = work.workspace

    expect(work.workspace.baseSha).toBe(git(source, 'rev-parse', 'HEAD'))
    expect(workTreeOf(workDirectory)).toEqual(workTreeOf(source))
    expect(git(workDirectory, 'log', '--format=%s')).toBe('Add files\nBegin')
    expect(git(workDirectory, 'status', '--porcelain')).toBe('')
    for (const gitDir of [join(work.directory, 'trusted.git'), join(workDirectory, '.git')]) {
      expect(git(gitDir, '--git-dir', gitDir, 'config', '--list')).not.toMatch(/remote|url|alternate/)
      expect(existsSync(join(gitDir, 'hooks'))).toBe(false)
      expect(existsSync(join(gitDir, 'objects/info/alternates'))).toBe(false)
      expect([...filesBelow(gitDir).keys()].every((path) => statSync(join(gitDir, path)).nlink === 1)).toBe(
        true,
      )
    }
  })

  test('lets the agent commit', async () => {
    const work = await startWork(makeRepository({ a: 'x\n' }))
    change(work.workspace.workDirectory, { a: 'y\n' })
    git(work.workspace.workDirectory, 'commit', '--quiet', '--all', '-m', 'Own')

    expect(git(work.workspace.workDirectory, 'log', '--format=%s')).toBe('Own\nAdd files\nBegin')
    expect(git(work.workspace.workDirectory, 'config', 'user.email')).toBe('pm-bot@localhost')
  })

  test('has nothing that the head does not reach', async () => {
    const source = makeRepository({ a: 'x\n' })
    git(source, 'checkout', '--quiet', '-b', 'private')
    const hidden = commit(source, { secret: 's' })
    git(source, 'tag', 'v1')
    git(source, 'checkout', '--quiet', 'main')
    const { directory, workspace } = await startWork(source)

    for (const gitDir of [join(directory, 'trusted.git'), join(workspace.workDirectory, '.git')]) {
      expect(() => git(gitDir, '--git-dir', gitDir, 'cat-file', '-e', hidden)).toThrow()
      expect(git(gitDir, '--git-dir', gitDir, 'for-each-ref', '--format=%(refname)')).not.toMatch(
        /tags|private/,
      )
    }
  })

  test('does not see uncommitted changes, and leaves them alone', async () => {
    const source = makeRepository({ a: 'x\n', b: 'x\n' })
    change(source, { a: 'dirty', b: null, c: 'untracked' })
    git(source, 'add', 'a')
    const before = filesBelow(source)
    const { workspace } = await startWork(source)

    expect([...workTreeOf(workspace.workDirectory).keys()]).toEqual(['a', 'b'])
    expect(readFileSync(join(workspace.workDirectory, 'a')).toString()).toBe('x\n')
    expect(filesBelow(source)).toEqual(before)
  })

  test('takes the place of what an earlier attempt left', async () => {
    const work = await startWork(makeRepository({ a: 'x\n' }))
    const { workDirectory } = work.workspace
    change(workDirectory, { 'cache/mod/file': 'x', left: 'over' })
    const again = await work.git.createWorkspace({
      source: workDirectory,
      directory: join(work.data, 'other'),
    })
    expect(again.baseSha).toBe(work.workspace.baseSha)

    const second = await work.git.createWorkspace({ source: again.workDirectory, directory: work.directory })
    expect([...workTreeOf(second.workDirectory).keys()]).toEqual(['a'])
  })

  test('is refused for what is no repository', async () => {
    const data = temporaryDirectory()
    const creation = openGit({ dataDirectory: data }).createWorkspace({
      source: data,
      directory: join(data, 'w'),
    })
    await expect(creation).rejects.toThrow(NotARepositoryError)
  })

  test('that was interrupted cannot be opened', async () => {
    const source = makeRepository({ a: 'x\n' })
    const work = await startWork(source)
    git(
      work.directory,
      '--git-dir',
      join(work.directory, 'trusted.git'),
      'update-ref',
      '-d',
      'refs/pm-bot/base',
    )
    await expect(work.git.openWorkspace(work.directory)).rejects.toThrow(/was not finished/)

    const aborted = AbortSignal.abort(new Error('drain'))
    const creation = work.git.createWorkspace({ source, directory: work.directory, signal: aborted })
    await expect(creation).rejects.toThrow('drain')
  })
})

describe('works from, and applies to,', () => {
  const sources: Record<string, () => { source: string; head: string }> = {
    'a detached head': () => {
      const source = makeRepository({ a: 'x\n' })
      commit(source, { a: 'later\n' })
      git(source, 'checkout', '--quiet', '--detach', 'HEAD~1')
      return { source, head: git(source, 'rev-parse', 'main~1') }
    },
    'a bare repository': () => {
      const source = makeRepository({ a: 'x\n' })
      const bare = join(temporaryDirectory(), 'shop.git')
      git(source, 'clone', '--quiet', '--bare', '.', bare)
      return { source: bare, head: git(source, 'rev-parse', 'HEAD') }
    },
    'a linked worktree': () => {
      const source = makeRepository({ a: 'x\n' })
      const linked = join(temporaryDirectory(), 'linked')
      git(source, 'worktree', 'add', '--quiet', '-b', 'side', linked)
      return { source: linked, head: commit(linked, { b: 'side\n' }) }
    },
    'a shallow clone': () => {
      const source = makeRepository({ a: 'x\n' })
      const shallow = join(temporaryDirectory(), 'shallow')
      git(source, 'clone', '--quiet', '--depth=1', `file://${source}`, shallow)
      return { source: shallow, head: git(source, 'rev-parse', 'HEAD') }
    },
    'one single commit': () => {
      const source = join(temporaryDirectory(), 'single')
      mkdirSync(source)
      git(source, 'init', '--quiet')
      return { source, head: commit(source, { a: 'x\n' }) }
    },
    'a folder with an odd name': () => {
      const source = join(temporaryDirectory(), 'it\'s "odd": $(x)\n;')
      mkdirSync(source)
      git(source, 'init', '--quiet')
      return { source, head: commit(source, { a: 'x\n' }) }
    },
    'SHA-256 object ids': () => {
      const source = join(temporaryDirectory(), 'sha256')
      mkdirSync(source)
      git(source, 'init', '--quiet', '--object-format=sha256')
      return { source, head: commit(source, { a: 'x\n' }) }
    },
    'a sparse checkout': () => {
      const source = makeRepository({ a: 'x\n', 'in/b': 'x\n', 'out/c': 'x\n' })
      git(source, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'in')
      return { source, head: git(source, 'rev-parse', 'HEAD') }
    },
    'objects that it borrows': () => {
      const lender = makeRepository({ a: 'x\n' })
      const source = join(temporaryDirectory(), 'borrower')
      git(lender, 'clone', '--quiet', '--shared', lender, source)
      return { source, head: git(lender, 'rev-parse', 'HEAD') }
    },
  }

  test.each(Object.entries(sources))('%s', async (_, make) => {
    const { source, head } = make()
    const work = await startWork(source)
    expect(work.workspace.baseSha).toBe(head)

    const bundle = work.bundleOf(await work.collectChange({ a: 'y\n' }))
    const result = await work.apply(bundle)
    expect(result).toMatchObject({ status: 'applied', adopted: false })
    expect(git(source, 'rev-parse', `${bundle.branch}~1`)).toBe(head)
    expect(git(source, 'show', `${bundle.branch}:a`)).toBe('y')
    expect(git(source, 'diff', '--name-only', head, bundle.branch)).toBe('a')
    expect(await work.apply(bundle)).toMatchObject({ status: 'applied', adopted: true })
  })
})

test('a repository around the data directory is none of our business', async () => {
  const around = makeRepository({ a: 'x\n' })
  git(around, 'config', 'diff.noprefix', 'true')
  writeFileSync(join(around, '.gitignore'), 'data\n')
  const port = openGit({ dataDirectory: join(around, 'data') })
  const text = (word: string) => Buffer.from(`diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n+${word}\n`)

  expect(Buffer.from(await port.interdiff(text('one'), text('two'))).toString()).toMatch(
    /^--- a\/before.patch\n\+\+\+ b\/after.patch\n@@ .*\n(?: .*\n)*-\+one\n\+\+two\n/m,
  )
  expect(readdirSync(join(around, 'data/git'))).toEqual(['config'])
})
