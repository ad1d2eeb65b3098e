import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { octokitFor, openDouble, refusal, SHOP, shop, TOKEN } from './double.fixture.ts'
import { cloneOf, commitFile, git, gitRefusal, withToken } from './git.fixture.ts'

const PUSH = [...withToken(TOKEN), 'push', '--quiet', 'origin']

describe('git', () => {
  test('clones what is public without a token, also in part, and from a former name', async () => {
    const double = await openDouble({ files: { 'a.txt': 'one\n' } })
    await double.world.commit(SHOP, { branch: 'main', files: { 'a.txt': 'two\n' } })
    const url = `${double.url}/acme/shop.git`
    const directory = await cloneOf(url, '-c', 'protocol.version=2')
    expect(await git(directory, 'rev-parse', 'HEAD')).toBe(double.world.branches(SHOP).main)
    await git(directory, 'fetch', '--quiet', '--depth=1', url, 'main')
    double.world.renameRepository(SHOP, 'acme/store')
    expect(await git(directory, 'ls-remote', url, 'main')).toContain('refs/heads/main')
  })

  test('needs a good token for what is private, and to push', async () => {
    const double = await openDouble({ private: true })
    await double.world.addRepository('acme/open')
    double.world.addToken('reader', { login: 'acme', permissions: { contents: 'read' } })
    const url = `${double.url}/acme/shop.git`
    const ask = (...options: string[]) => gitRefusal('.', ...options, 'ls-remote', url)
    expect(await ask()).toContain('could not read Username')
    expect(await ask(...withToken('wrong'))).toContain('could not read Username')
    expect(await ask(...withToken(TOKEN))).toContain('did not fail')

    const directory = await cloneOf(url, ...withToken('reader'))
    const push = (...options: string[]) =>
      gitRefusal(directory, ...options, 'push', 'origin', 'HEAD:refs/heads/pm-bot/1')
    expect(await push(...withToken('reader'))).toContain('403')
    expect(await push()).toContain('could not read Username')
    double.world.changeToken(TOKEN, { repositories: ['acme/open'] })
    expect(await ask(...withToken(TOKEN))).toContain('not found')
    expect(double.log.pushes()).toEqual([])
  })

  test('pushes a branch, which a pull request then follows', async () => {
    const double = await openDouble()
    const directory = await cloneOf(`${double.url}/acme/shop.git`)
    const first = await commitFile(directory, 'a.txt', '1\n')
    await git(directory, ...PUSH, 'HEAD:refs/heads/pm-bot/1')
    const octokit = octokitFor(double)
    const { data } = await octokit.pulls.create({ ...shop, title: 'Change', head: 'pm-bot/1', base: 'main' })
    expect(data.head.sha).toBe(first)

    const second = await commitFile(directory, 'a.txt', '2\n')
    await git(directory, ...PUSH, 'HEAD:refs/heads/pm-bot/1')
    expect(double.world.pull(SHOP, 1).headSha).toBe(second)
    expect(await double.world.readFile(SHOP, 'pm-bot/1', 'a.txt')).toBe('2\n')
    expect(double.log.pushes()).toMatchObject([
      { ref: 'refs/heads/pm-bot/1', before: '0'.repeat(40), after: first, forced: false, applied: true },
      { ref: 'refs/heads/pm-bot/1', before: first, after: second, forced: false, applied: true },
    ])
    expect(double.log.violations()).toEqual([])
    expect(double.log.writes().map(({ kind }) => kind)).toEqual(['push', 'create-pull', 'push'])
  })

  test('that pushes by force, or to a branch that is not pm-bot’s, violates', async () => {
    const double = await openDouble()
    const directory = await cloneOf(`${double.url}/acme/shop.git`)
    await commitFile(directory, 'a.txt', '1\n')
    await git(directory, ...PUSH, 'HEAD:refs/heads/pm-bot/1')
    await git(directory, 'reset', '--quiet', '--hard', 'origin/main')
    await commitFile(directory, 'a.txt', '2\n')
    expect(await gitRefusal(directory, ...PUSH, 'HEAD:refs/heads/pm-bot/1')).toContain('rejected')
    expect(double.log.violations()).toEqual([])
    await git(directory, ...PUSH, '--force', 'HEAD:refs/heads/pm-bot/1')
    await git(directory, ...PUSH, 'HEAD:refs/heads/main', 'HEAD:refs/tags/v1')
    expect(double.log.violations().map(({ kind, detail }) => [kind, detail.split(' ')[0]])).toEqual([
      ['force-push', 'refs/heads/pm-bot/1'],
      ['foreign-branch', 'pushes'],
      ['foreign-branch', 'pushes'],
    ])
  })

  test('that pushes a workflow needs a token that was made for it', async () => {
    const double = await openDouble()
    const directory = await cloneOf(`${double.url}/acme/shop.git`)
    mkdirSync(join(directory, '.github/workflows'), { recursive: true })
    await commitFile(directory, '.github/workflows/ci.yml', 'on: push\n')
    const push = () => gitRefusal(directory, ...PUSH, 'HEAD:refs/heads/pm-bot/1')
    expect(await push()).toContain('refusing to allow a Personal Access Token to create or update workflow')
    expect(double.log.pushes()).toMatchObject([{ ref: 'refs/heads/pm-bot/1', applied: false }])
    expect(double.log.writes()).toEqual([])
    double.world.changeToken(TOKEN, { permissions: { contents: 'write', workflows: 'write' } })
    expect(await push()).toContain('did not fail')
  })

  test('that pushes from an old state is refused, and nothing is applied', async () => {
    const double = await openDouble()
    await double.world.commit(SHOP, { branch: 'pm-bot/1', files: { 'a.txt': '1\n' } })
    const directory = await cloneOf(`${double.url}/acme/shop.git`)
    await commitFile(directory, 'b.txt', '1\n')
    const lease = `--force-with-lease=refs/heads/pm-bot/1:`
    expect(await gitRefusal(directory, ...PUSH, lease, 'HEAD:refs/heads/pm-bot/1')).toContain('stale info')
    expect(double.log.writes()).toEqual([])
  })
})

describe('a fault in a push', () => {
  test('after the branch moved leaves it moved, and the pusher in doubt', async () => {
    const double = await openDouble()
    const directory = await cloneOf(`${double.url}/acme/shop.git`)
    const sha = await commitFile(directory, 'a.txt', '1\n')
    double.faults.add({ kind: 'drop-after', on: ['git-write'], times: 1 })
    const push = () => gitRefusal(directory, ...PUSH, 'HEAD:refs/heads/pm-bot/1')
    expect(await push()).not.toContain('did not fail')
    expect(double.world.branches(SHOP)['pm-bot/1']).toBe(sha)
    expect(double.log.writes()).toMatchObject([{ kind: 'push', answered: false }])
    expect(double.faults.bitten()).toMatchObject([
      { kind: 'drop-after', path: '/acme/shop.git/git-receive-pack' },
    ])
    expect(await push()).toContain('did not fail')
    expect(double.log.writes()).toHaveLength(1)
  })

  test('before it moved leaves nothing', async () => {
    const double = await openDouble()
    const directory = await cloneOf(`${double.url}/acme/shop.git`)
    await commitFile(directory, 'a.txt', '1\n')
    double.faults.add({ kind: 'refuse-before', on: ['git-write'] })
    expect(await gitRefusal(directory, ...PUSH, 'HEAD:refs/heads/pm-bot/1')).toContain('502')
    expect(double.world.branches(SHOP)).not.toHaveProperty('pm-bot/1')
    const { status } = await refusal(octokitFor(double).git.getRef({ ...shop, ref: 'heads/pm-bot/1' }))
    expect(status).toBe(404)
  })

  test('ends a clone in the middle', async () => {
    const double = await openDouble()
    double.faults.add({ kind: 'drop-midway', on: ['git-read'], matching: 'git-upload-pack$', times: 1 })
    const failed = cloneOf(`${double.url}/acme/shop.git`, '-c', 'protocol.version=0')
    await expect(failed).rejects.toThrow()
    expect(double.faults.bitten()).toHaveLength(1)
  })
})
