import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RemoteRefusedError } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { makeArtifacts } from '../artifacts.fixture.ts'
import { openGit } from '../open-git.ts'
import { change, commit, git, makeRepository, temporaryDirectory } from '../repository.fixture.ts'
import { serveGit } from './git-http.fixture.ts'

const RUN = '01970000-0000-7000-8000-000000000001'
const BRANCH = `refs/heads/pm-bot/${RUN}`
const HEADER = `Authorization: Basic ${Buffer.from('x-access-token:secret-of-the-remote').toString('base64')}`

async function setUp(files: Record<string, string> = { 'a.txt': 'a\n' }) {
  const repository = makeRepository(files)
  const server = await serveGit(repository, HEADER)
  const data = join(temporaryDirectory(), 'data')
  const port = openGit({ dataDirectory: data })
  const remote = { url: server.url, header: HEADER }
  const directory = join(data, 'repos', 'o', 'shop')
  const artifacts = makeArtifacts()

  /** A bundle that changes one file on the clone's head. */
  async function makeCommit(text: string, ref?: string) {
    const workspace = await port.createWorkspace({
      source: directory,
      directory: join(data, `work-${Math.random()}`),
      ref,
    })
    change(workspace.workDirectory, { 'a.txt': text })
    const facts = { runId: RUN, repoId: 'repo-1', message: 'Do it\n', time: 1_750_000_000 }
    const draft = await workspace.collect({ ...facts, artifacts })
    const bundle = JSON.parse(Buffer.from(artifacts.contents.get(draft!.bundle.hash)!).toString())
    const readBlob = (hash: string) => artifacts.readBlob(RUN, hash)
    const commitSha = await port.commit({ clone: directory, bundle, readBlob })
    return { bundle, commitSha: commitSha!, readBlob }
  }
  const push = (commitSha: string, expected: string | null = null) =>
    port.push({ clone: directory, remote, commitSha, branch: BRANCH, expected })
  return { repository, server, data, port, remote, directory, makeCommit, push }
}

describe('a clone', () => {
  test('is bare, shallow, at the default branch, and follows it', async () => {
    const { repository, port, remote, directory, server } = await setUp()
    const first = await port.updateClone({ directory, remote })
    expect(first).toEqual({ headSha: git(repository, 'rev-parse', 'main'), branch: 'main' })
    expect(git(directory, 'rev-list', '--count', 'HEAD')).toBe('1')
    expect(git(directory, 'rev-parse', '--is-bare-repository')).toBe('true')

    const newer = commit(repository, { 'b.txt': 'b\n' })
    expect(await port.updateClone({ directory, remote })).toMatchObject({ headSha: newer })
    // Thrown back, and under another name.
    git(repository, 'checkout', '-q', '-B', 'trunk', first.headSha)
    expect(await port.updateClone({ directory, remote })).toEqual({ headSha: first.headSha, branch: 'trunk' })
    expect(server.requests.every(({ line }) => !line.includes('secret'))).toBe(true)
  })

  test('of which a killed git left locks, or of which a part is lost, is mended', async () => {
    const { repository, port, remote, directory } = await setUp()
    await port.updateClone({ directory, remote })
    for (const lock of ['HEAD.lock', 'shallow.lock', 'refs/heads/main.lock'])
      writeFileSync(join(directory, lock), '')
    const newer = commit(repository, { 'b.txt': 'b\n' })
    expect(await port.updateClone({ directory, remote })).toMatchObject({ headSha: newer })
    writeFileSync(join(directory, 'HEAD'), '')
    expect(await port.updateClone({ directory, remote })).toMatchObject({ headSha: newer })
    expect(git(directory, 'rev-list', '--count', 'HEAD')).toBe('1')
  })

  test('is made once by several at a time', async () => {
    const { repository, port, remote, directory, data } = await setUp()
    const other = openGit({ dataDirectory: data })
    const heads = await Promise.all(
      [1, 2, 3].map((n) => (n === 2 ? other : port).updateClone({ directory, remote })),
    )
    expect(new Set(heads.map(({ headSha }) => headSha))).toEqual(
      new Set([git(repository, 'rev-parse', 'main')]),
    )
    expect(readdirSync(join(data, 'git', 'clones')).filter((name) => !name.endsWith('.lock'))).toEqual([])
  })

  test('holds no credential, and neither does what git says', async () => {
    const { port, remote, directory, data } = await setUp()
    await port.updateClone({ directory, remote })
    for (const name of readdirSync(data, { recursive: true }) as string[]) {
      const path = join(data, name)
      if (statSync(path).isFile()) expect(readFileSync(path).includes('secret-of-the-remote')).toBe(false)
    }
    const config = readFileSync(join(directory, 'config'), 'utf8')
    expect(config).not.toMatch(/remote|extraheader|127\.0\.0\.1/i)
  })

  test('is refused in words where the credential is wrong, and then there is none', async () => {
    const { port, remote, directory } = await setUp()
    for (const header of [null, 'Authorization: Basic eA==']) {
      const error = await port
        .updateClone({ directory, remote: { ...remote, header } })
        .catch((e: unknown) => e)
      expect(error).toBeInstanceOf(RemoteRefusedError)
      expect((error as RemoteRefusedError).hint).toContain('GITHUB_TOKEN')
      expect(String(error)).not.toContain('eA==')
    }
    expect(existsSync(directory)).toBe(false)
  })

  test('follows no redirect: another host would be shown the credential', async () => {
    const { port, remote, directory, server } = await setUp()
    const other = await serveGit(makeRepository({ x: 'x\n' }))
    server.intercept = (request, response) => {
      response.writeHead(302, { location: other.url + request.url!.replace('/o/shop.git', '') }).end()
      return true
    }
    await expect(port.updateClone({ directory, remote })).rejects.toThrow(RemoteRefusedError)
    expect(other.requests).toEqual([])
  })

  test.each([
    'ssh://x/y',
    'file:///etc',
    'http://example.org/o/r.git',
    'https://u:p@example.org/o/r.git',
    'ext::sh',
  ])('is not made from %s', async (url) => {
    const { port, directory } = await setUp()
    await expect(port.updateClone({ directory, remote: { url, header: null } })).rejects.toThrow()
    expect(existsSync(directory)).toBe(false)
  })
})

describe('the deletion of a branch', () => {
  async function pushed() {
    const scene = await setUp()
    await scene.port.updateClone({ directory: scene.directory, remote: scene.remote })
    const { commitSha } = await scene.makeCommit('b\n')
    await scene.push(commitSha)
    const remove = (expected = commitSha, branch = BRANCH) =>
      scene.port.deleteBranch({ remote: scene.remote, branch, expected })
    const tip = () => git(scene.repository, 'for-each-ref', '--format=%(objectname)', BRANCH)
    return { ...scene, commitSha, remove, tip }
  }

  test('happens once, and is found the second time', async () => {
    const { remove, tip, data } = await pushed()
    expect(await remove()).toEqual({ status: 'deleted', adopted: false })
    expect(tip()).toBe('')
    expect(await remove()).toEqual({ status: 'deleted', adopted: true })
    expect(readdirSync(join(data, 'git')).filter((name) => name.startsWith('delete-'))).toEqual([])
  })

  test('whose answer is lost is found', async () => {
    const { remove, tip, server } = await pushed()
    server.dropNextPush = true
    expect(await remove()).toEqual({ status: 'deleted', adopted: true })
    expect(tip()).toBe('')
  })

  test('leaves one that moved, also in the last moment', async () => {
    const { repository, commitSha, remove, tip, server } = await pushed()
    const main = git(repository, 'rev-parse', 'main')
    expect(await remove(main)).toEqual({ status: 'moved', sha: commitSha })
    let isMoved = false
    server.intercept = ({ method, url }) => {
      if (method === 'POST' && url?.endsWith('/git-receive-pack')) {
        git(repository, 'update-ref', BRANCH, main)
        isMoved = true
      }
      return false
    }
    expect(await remove()).toEqual({ status: 'moved', sha: main })
    expect(isMoved).toBe(true)
    expect(tip()).toBe(main)
  })

  test('is of no branch but those of runs', async () => {
    const { repository, remove } = await pushed()
    const main = git(repository, 'rev-parse', 'main')
    for (const branch of ['refs/heads/main', 'refs/heads/pm-bot/', 'refs/tags/pm-bot/x', 'pm-bot/x'])
      await expect(remove(main, branch)).rejects.toThrow(/only branches of its own/)
    expect(git(repository, 'rev-parse', 'main')).toBe(main)
  })
})

describe('a push', () => {
  test('makes the branch from nothing, and finds it the second time', async () => {
    const { repository, port, remote, directory, makeCommit, push } = await setUp()
    await port.updateClone({ directory, remote })
    const { bundle, commitSha, readBlob } = await makeCommit('b\n')
    expect(await port.remoteBranch({ remote, branch: BRANCH })).toBe(null)
    expect(await push(commitSha)).toEqual({ status: 'pushed', adopted: false })
    expect(git(repository, 'rev-parse', BRANCH)).toBe(commitSha)
    expect(git(repository, 'show', `${BRANCH}:a.txt`)).toBe('b')
    expect(await port.commit({ clone: directory, bundle, readBlob })).toBe(commitSha)
    expect(await push(commitSha)).toMatchObject({ status: 'pushed' })
  })

  test('whose answer is lost is found', async () => {
    const { port, remote, directory, makeCommit, push, server } = await setUp()
    await port.updateClone({ directory, remote })
    const { commitSha } = await makeCommit('b\n')
    server.dropNextPush = true
    expect(await push(commitSha)).toEqual({ status: 'pushed', adopted: true })
  })

  test('leaves a branch of somebody else alone', async () => {
    const { repository, port, remote, directory, makeCommit, push } = await setUp()
    await port.updateClone({ directory, remote })
    const { commitSha, bundle } = await makeCommit('b\n')
    git(repository, 'branch', `pm-bot/${RUN}`, 'main')
    expect(await push(commitSha)).toEqual({ status: 'branch-taken', branch: BRANCH, sha: bundle.baseSha })
    expect(git(repository, 'rev-parse', BRANCH)).toBe(bundle.baseSha)
  })

  test('goes on from the commit that is expected, and never drops one', async () => {
    const { repository, port, remote, directory, makeCommit, push } = await setUp()
    await port.updateClone({ directory, remote })
    const first = await makeCommit('b\n')
    await push(first.commitSha)
    await port.updateClone({ directory, remote, branches: [BRANCH] })
    const second = await makeCommit('c\n', BRANCH)
    expect(second.bundle.baseSha).toBe(first.commitSha)
    expect(await push(second.commitSha, first.commitSha)).toEqual({ status: 'pushed', adopted: false })

    const beside = await makeCommit('d\n')
    await expect(push(beside.commitSha, second.commitSha)).rejects.toThrow(/does not go on from/)
    expect(git(repository, 'rev-parse', BRANCH)).toBe(second.commitSha)
    // Somebody added a commit meanwhile.
    await port.updateClone({ directory, remote, branches: [BRANCH] })
    const third = await makeCommit('e\n', BRANCH)
    git(repository, 'checkout', '-q', `pm-bot/${RUN}`)
    const theirs = commit(repository, { 'theirs.txt': 'x\n' })
    expect(await push(third.commitSha, second.commitSha)).toEqual({
      status: 'branch-taken',
      branch: BRANCH,
      sha: theirs,
    })
  })

  test('that a rule of the remote refuses says so', async () => {
    const { repository, port, remote, directory, makeCommit, push } = await setUp()
    await port.updateClone({ directory, remote })
    const { commitSha } = await makeCommit('b\n')
    writeFileSync(join(repository, '.git/hooks/pre-receive'), '#!/bin/sh\necho GH013: no >&2\nexit 1\n', {
      mode: 0o755,
    })
    await expect(push(commitSha)).rejects.toThrow(/GH013/)
  })
})
