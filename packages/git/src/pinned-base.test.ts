import { join } from 'node:path'
import { BaseGoneError } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { openGit } from './open-git.ts'
import { serveGit } from './remote/git-http.fixture.ts'
import {
  change,
  commit,
  filesBelow,
  git,
  makeRepository,
  temporaryDirectory,
  workTreeOf,
} from './repository.fixture.ts'

const openAt = (data: string, source: string) => {
  const port = openGit({ dataDirectory: data })
  return (sha: string) =>
    port.createWorkspace({ source, directory: join(data, `clone-${Math.random()}`), commit: sha })
}

test('a base is cloned as long as the repository has it, also behind a branch that was rewritten', async () => {
  const source = makeRepository({ a: 'x\n' })
  const base = commit(source, { a: 'base\n' })
  git(source, 'reset', '--quiet', '--hard', 'HEAD~1')
  commit(source, { a: 'rewritten\n' })
  const before = filesBelow(source)
  const clone = await openAt(join(temporaryDirectory(), 'data'), source)(base)

  expect(clone.baseSha).toBe(base)
  expect(git(clone.workDirectory, 'show', 'HEAD:a')).toBe('base')
  expect(git(clone.workDirectory, 'status', '--porcelain')).toBe('')
  change(clone.workDirectory, { b: 'x' })
  expect(filesBelow(source)).toEqual(before)
})

test('a base that git has tidied away is said to be gone, and what is no commit’s id is refused', async () => {
  const source = makeRepository({ a: 'x\n' })
  const base = commit(source, { a: 'base\n' })
  git(source, 'reset', '--quiet', '--hard', 'HEAD~1')
  git(source, 'reflog', 'expire', '--expire=now', '--all')
  git(source, 'gc', '--quiet', '--prune=now')
  const cloneOf = openAt(join(temporaryDirectory(), 'data'), source)

  await expect(cloneOf(base)).rejects.toThrow(BaseGoneError)
  await expect(cloneOf(base)).rejects.toThrow(/no longer in .*Start the run again/)
  for (const odd of ['HEAD', 'main', base.slice(0, 12), '--upload-pack=touch /tmp/x', '']) {
    await expect(cloneOf(odd)).rejects.toThrow(/not the full id/)
  }
})

test('a base of a clone of a remote stays when the remote rewrites its branch and git tidies', async () => {
  const repository = makeRepository({ a: 'x\n' })
  const server = await serveGit(repository)
  const data = join(temporaryDirectory(), 'data')
  const port = openGit({ dataDirectory: data })
  const remote = { url: server.url, header: null }
  const directory = join(data, 'repos', 'o', 'shop')
  const bases: string[] = []
  for (const text of ['one\n', 'two\n', 'three\n']) {
    git(repository, 'checkout', '--quiet', '-B', 'main', 'HEAD~1')
    commit(repository, { a: 'between\n' })
    commit(repository, { a: text })
    bases.push((await port.updateClone({ directory, remote })).headSha)
  }
  git(directory, 'gc', '--quiet', '--prune=now')

  const cloneOf = openAt(data, directory)
  for (const [at, base] of bases.entries()) {
    const clone = await cloneOf(base)
    expect(clone.baseSha).toBe(base)
    expect(git(clone.workDirectory, 'show', 'HEAD:a')).toBe(['one', 'two', 'three'][at])
    expect(workTreeOf(clone.workDirectory).size).toBe(1)
  }
  expect(await port.updateClone({ directory, remote })).toMatchObject({ headSha: bases[2] })
})
