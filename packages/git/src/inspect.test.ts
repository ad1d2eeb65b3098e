import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NotARepositoryError } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { openGit } from './open-git.ts'
import { change, commit, filesBelow, git, makeRepository, temporaryDirectory } from './repository.fixture.ts'

const inspect = (path: string) => openGit({ dataDirectory: temporaryDirectory() }).inspect(path)

describe('inspect tells of', () => {
  test('a checkout, also from a folder inside it and through a link', async () => {
    const path = makeRepository({ 'deep/er/a': 'x\n' })
    const link = join(temporaryDirectory(), 'link')
    symlinkSync(path, link)
    const headSha = git(path, 'rev-parse', 'HEAD')
    const facts = { path, name: 'shop', bare: false, headSha, branch: 'main', dirty: false }

    expect(await inspect(path)).toEqual(facts)
    expect(await inspect(join(path, 'deep/er'))).toEqual(facts)
    expect(await inspect(`${link}/deep/`)).toEqual(facts)
  })

  test.each([
    ['an edit', { a: 'y\n' }],
    ['a deletion', { a: null }],
    ['an untracked file', { b: 'z' }],
  ])('a checkout with %s', async (_, files) => {
    const path = makeRepository({ a: 'x\n' })
    change(path, files)
    const before = filesBelow(path)

    expect((await inspect(path)).dirty).toBe(true)
    expect(filesBelow(path)).toEqual(before)
  })

  test('a checkout with nothing but ignored files', async () => {
    const path = makeRepository({ '.gitignore': 'build\n' })
    change(path, { build: 'x' })
    expect((await inspect(path)).dirty).toBe(false)
  })

  test('a detached head', async () => {
    const path = makeRepository({ a: 'x\n' })
    git(path, 'checkout', '--quiet', '--detach')
    expect(await inspect(path)).toMatchObject({ branch: null, bare: false })
  })

  test('a branch with slashes, and a tag of the same name', async () => {
    const path = makeRepository({ a: 'x\n' })
    git(path, 'checkout', '--quiet', '-b', 'feature/ümläut')
    git(path, 'tag', 'feature/ümläut')
    expect((await inspect(path)).branch).toBe('feature/ümläut')
  })

  test('a bare repository, also from inside it', async () => {
    const bare = join(temporaryDirectory(), 'shop.git')
    git(makeRepository({ a: 'x\n' }), 'clone', '--quiet', '--bare', '.', bare)
    const facts = { path: bare, name: 'shop', bare: true, branch: 'main', dirty: false }

    expect(await inspect(bare)).toMatchObject(facts)
    expect(await inspect(join(bare, 'refs'))).toMatchObject(facts)
  })

  test('a linked worktree, with the head of its own', async () => {
    const path = makeRepository({ a: 'x\n' })
    const linked = join(temporaryDirectory(), 'linked')
    git(path, 'worktree', 'add', '--quiet', '-b', 'side', linked)
    const headSha = commit(linked, { b: 'x' })
    expect(await inspect(linked)).toMatchObject({ path: linked, name: 'linked', headSha, branch: 'side' })
  })
})

describe('inspect refuses', () => {
  const cases: Record<string, [() => string, RegExp]> = {
    'a relative path': [() => 'projects/shop', /not an absolute path/],
    'a path that leads nowhere': [() => join(temporaryDirectory(), 'gone'), /does not exist/],
    'a path with a NUL': [() => '/tmp\0', /does not exist/],
    'a file': [() => join(makeRepository({ a: 'x' }), 'a'), /not a directory/],
    'a folder without git': [() => temporaryDirectory(), /not a git repository/],
    'a git directory': [
      () => join(makeRepository({ a: 'x' }), '.git'),
      /inside a repository's git directory/,
    ],
    'a repository without a commit': [
      () => {
        const path = temporaryDirectory()
        git(path, 'init', '--quiet')
        return path
      },
      /no commit yet/,
    ],
    'a repository with a broken configuration': [
      () => {
        const path = makeRepository({ a: 'x' })
        writeFileSync(join(path, '.git/config'), '[broken')
        return path
      },
      /Git cannot open/,
    ],
    'a damaged link to a git directory': [
      () => {
        const path = temporaryDirectory()
        mkdirSync(join(path, 'sub'))
        writeFileSync(join(path, 'sub/.git'), 'gitdir: /nonexistent\n')
        return join(path, 'sub')
      },
      /not a git repository/,
    ],
  }

  test.each(Object.entries(cases))('%s', async (_, [path, sentence]) => {
    const refused = inspect(path())
    await expect(refused).rejects.toThrow(NotARepositoryError)
    await expect(refused).rejects.toThrow(sentence)
  })
})
