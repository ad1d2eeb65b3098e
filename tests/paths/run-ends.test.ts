import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { commit, git, makeRepository, temporaryDirectory } from '../../packages/git/src/repository.fixture.ts'
import { hearCommands } from '../setup/hear-commands.ts'
import { DATABASES, type Product, shareProduct } from '../setup/product.ts'

async function startedRun(product: Product, directory: string, command: string[], more = {}) {
  const { client } = product
  const { id } = await client.propose(await client.addRepository(directory), command, more)
  await client.approveNext(id)
  return id
}
const branches = (directory: string) => git(directory, 'branch', '--list', 'pm-bot/*')

describe.each(DATABASES)('how a run ends, on %s', (database) => {
  const shared = shareProduct(database)
  test('rejected at the start, with the reason', async () => {
    const directory = makeRepository({ 'README.md': 'a\n' })
    const { client } = shared()
    const { id } = await client.propose(await client.addRepository(directory), ['touch', 'x'])
    const answer = await client.decide(await client.pendingItem(id), 'reject', { reason: 'not today' })
    expect(answer.body.run).toMatchObject({ status: 'rejected', reason: 'not today' })
    expect(answer.body.item).toMatchObject({
      status: 'rejected',
      decision: { by: 'operator', reason: 'not today' },
    })
    expect(branches(directory)).toBe('')
  })

  test('its changeset rejected: nothing is written', async () => {
    const directory = makeRepository({ 'README.md': 'a\n' })
    const product = shared()
    const id = await startedRun(product, directory, ['sh', '-c', 'echo b >> README.md'])
    const { changesetId } = await product.client.untilRun(id, 'blocked')
    await product.client.decide(await product.client.pendingItem(id), 'reject', { reason: 'wrong file' })
    expect(await product.client.run(id)).toMatchObject({ status: 'rejected', reason: 'wrong file' })
    expect(await product.client.changeset(changesetId!)).toMatchObject({ status: 'rejected' })
    expect(branches(directory)).toBe('')
  })

  test('cancelled before it starts, and while it waits', async () => {
    const directory = makeRepository({ 'README.md': 'a\n' })
    const product = shared()
    const { client } = product
    const { id } = await client.propose(await client.addRepository(directory), ['touch', 'x'])
    expect((await client.request('POST', `/api/runs/${id}/cancel`, {})).status).toBe(200)
    expect(await client.run(id)).toMatchObject({ status: 'cancelled' })
    expect((await client.request('GET', `/api/inbox?status=pending&runId=${id}`)).body.items).toEqual([])

    const second = await client.propose((await client.run(id)).repoId, ['touch', 'x'])
    await client.approveNext(second.id)
    await client.untilRun(second.id, 'blocked')
    const item = await client.pendingItem(second.id)
    await client.request('POST', `/api/runs/${second.id}/cancel`, { reason: 'changed my mind' })
    expect(await client.run(second.id)).toMatchObject({ status: 'cancelled', reason: 'changed my mind' })
    const late = await client.decide(item, 'approve')
    expect(late).toMatchObject({ status: 409, body: { code: 'already_decided' } })
    expect(branches(directory)).toBe('')
  })

  test('cancelled while the command runs: it is dead within a second', async () => {
    const directory = makeRepository({ 'README.md': 'a\n' })
    const product = shared()
    const { calls, callIn, close } = await hearCommands()
    onTestFinished(close)
    const script = `${callIn('began')} trap "" TERM; while :; do sleep 60; done`
    const id = await startedRun(product, directory, ['bash', '-c', script])
    await expect.poll(() => calls.length, { timeout: 10_000 }).toBe(1)
    const answer = await product.client.request('POST', `/api/runs/${id}/cancel`, {})
    expect(answer.body).toMatchObject({ status: 'cancelled' })
    await expect.poll(() => calls[0]!.isOver(), { timeout: 1500 }).toBe(true)
    expect(await product.client.run(id)).toMatchObject({ status: 'cancelled' })
  })

  test('a command that fails says how', async () => {
    const directory = makeRepository({ 'README.md': 'a\n' })
    const product = shared()
    const id = await startedRun(product, directory, ['sh', '-c', 'echo cannot do that >&2; exit 3'])
    const failed = await product.client.untilRun(id, 'failed')
    expect(failed.reason).toMatch(/exited with code 3.*cannot do that/s)
    const artifacts = await product.client.request('GET', `/api/runs/${id}/artifacts`)
    const log = artifacts.body.items.find(({ kind }: { kind: string }) => kind === 'log')
    const content = await product.client.request('GET', `/api/artifacts/${log.id}/content`)
    expect(content.body).toContain('cannot do that')
    expect(branches(directory)).toBe('')
  })

  test('a program that does not exist', async () => {
    const product = shared()
    const id = await startedRun(product, makeRepository({ a: 'a' }), ['no-such-program'])
    expect((await product.client.untilRun(id, 'failed')).reason).toMatch(/no-such-program.*not found/)
  })

  test('a command that changes nothing', async () => {
    const product = shared()
    const id = await startedRun(product, makeRepository({ a: 'a' }), ['true'])
    expect((await product.client.untilRun(id, 'completed')).reason).toMatch(/changed nothing/)
  })

  test('a command that runs too long', async () => {
    const product = shared()
    const id = await startedRun(product, makeRepository({ a: 'a' }), ['sleep', '60'], { timeoutSeconds: 1 })
    expect((await product.client.untilRun(id, 'failed')).reason).toMatch(/longer than 1 s/)
  })

  test('retried as a new run', async () => {
    const product = shared()
    const id = await startedRun(product, makeRepository({ a: 'a' }), ['false'])
    await product.client.untilRun(id, 'failed')
    const retry = await product.client.request('POST', `/api/runs/${id}/retry`, {})
    expect(retry).toMatchObject({ status: 201, body: { status: 'proposed', retryOf: id } })
    expect(retry.body.id).not.toBe(id)
  })

  describe('the head moved between proposal and approval', () => {
    test('same patch: one key confirms it on the new base', async () => {
      const directory = makeRepository({ 'README.md': 'a\n', 'other.txt': 'x\n' })
      const product = shared()
      const { client } = product
      const id = await startedRun(product, directory, ['sh', '-c', 'echo b >> README.md'])
      const first = await client.untilRun(id, 'blocked')
      const head = commit(directory, { 'other.txt': 'y\n' })
      await client.approveNext(id)
      await expect
        .poll(async () => (await client.run(id)).changesetId, { timeout: 10_000 })
        .not.toBe(first.changesetId)
      const again = await client.untilRun(id, 'blocked')
      expect(again.baseSha).toBe(head)
      const item = await client.pendingItem(id)
      expect(item.payload).toMatchObject({ rebased: { patch: 'same', supersedes: first.changesetId } })
      expect(await client.changeset(first.changesetId!)).toMatchObject({ status: 'superseded' })
      await client.approveNext(id)
      const done = await client.untilRun(id, 'completed', 'failed')
      expect(git(directory, 'rev-parse', `${done.commitSha}^`)).toBe(head)
    })

    test('a different patch comes back with the interdiff', async () => {
      const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`)
      const directory = makeRepository({ 'a.txt': `${lines.join('\n')}\n` })
      const product = shared()
      const { client } = product
      const script = "sed -i 's/line 3$/three/; s/line 15$/fifteen/' a.txt"
      const id = await startedRun(product, directory, ['sh', '-c', script])
      const first = await client.untilRun(id, 'blocked')
      // The operator made half of the change in the meantime.
      commit(directory, { 'a.txt': `${lines.join('\n').replace(/line 3$/m, 'three')}\n` })
      await client.approveNext(id)
      await expect
        .poll(async () => (await client.run(id)).changesetId, { timeout: 10_000 })
        .not.toBe(first.changesetId)
      const again = await client.untilRun(id, 'blocked')
      const item = await client.pendingItem(id)
      expect(item.payload).toMatchObject({ rebased: { patch: 'different' } })
      const interdiff = await client.request(
        'GET',
        `/api/changesets/${again.changesetId}/diff?against=superseded`,
      )
      expect(interdiff.status).toBe(200)
      expect(interdiff.body).toContain('three')
      await client.approveNext(id)
      expect((await client.untilRun(id, 'completed', 'failed')).status).toBe('completed')
    })

    test('a change that no longer fits fails, and says which paths', async () => {
      const directory = makeRepository({ 'README.md': 'a\n' })
      const product = shared()
      const id = await startedRun(product, directory, ['sh', '-c', 'echo b > README.md'])
      await product.client.untilRun(id, 'blocked')
      commit(directory, { 'README.md': 'c\n' })
      await product.client.approveNext(id)
      expect((await product.client.untilRun(id, 'failed')).reason).toMatch(/no longer fits.*README\.md/)
      expect(branches(directory)).toBe('')
    })
  })
})

describe('kinds of repositories', () => {
  const shared = shareProduct('sqlite')
  const KINDS: Record<string, () => string> = {
    'one commit'() {
      const directory = join(temporaryDirectory(), 'one')
      mkdirSync(directory)
      git(directory, 'init', '--quiet', '-b', 'main')
      commit(directory, { 'a.txt': 'a\n' })
      return directory
    },
    'a detached head'() {
      const directory = makeRepository({ 'a.txt': 'a\n' })
      git(directory, 'checkout', '--quiet', '--detach', 'HEAD')
      return directory
    },
    'a bare repository'() {
      const bare = join(temporaryDirectory(), 'bare.git')
      git('/', 'clone', '--quiet', '--bare', makeRepository({ 'a.txt': 'a\n' }), bare)
      return bare
    },
    'a linked worktree'() {
      const directory = makeRepository({ 'a.txt': 'a\n' })
      const linked = join(temporaryDirectory(), 'linked')
      git(directory, 'worktree', 'add', '--quiet', '-b', 'side', linked)
      return linked
    },
    'a submodule'() {
      const directory = makeRepository({ 'a.txt': 'a\n' })
      git(
        directory,
        '-c',
        'protocol.file.allow=always',
        'submodule',
        'add',
        '--quiet',
        makeRepository({ b: 'b' }),
        'sub',
      )
      git(directory, 'commit', '--quiet', '-m', 'Add a submodule')
      return directory
    },
  }

  test.each(Object.keys(KINDS))('%s', async (kind) => {
    const directory = KINDS[kind]!()
    const product = shared()
    const id = await startedRun(product, directory, ['sh', '-c', 'echo b >> a.txt'])
    await product.client.untilRun(id, 'blocked')
    await product.client.approveNext(id)
    const done = await product.client.untilRun(id, 'completed', 'failed')
    expect(done).toMatchObject({ status: 'completed', branch: `refs/heads/pm-bot/${id}` })
    expect(git(directory, 'show', `${done.commitSha}:a.txt`)).toBe('a\nb')
  })

  test('what is not a repository is refused with a sentence', async () => {
    const { client } = shared()
    const path = temporaryDirectory()
    const answer = await client.request('POST', '/api/repos', { path })
    expect(answer).toMatchObject({ status: 422, body: { code: 'not_a_repository' } })
    expect(answer.body.detail.length).toBeGreaterThan(20)
    const { items } = (await client.request('GET', '/api/repos')).body
    expect(items.filter(({ path: known }: { path: string }) => known === path)).toEqual([])
  })

  test('a repository nested in the work tree cannot be put in a changeset', async () => {
    const product = shared()
    const script =
      'git init -q inner && cd inner && git -c user.name=x -c user.email=x@x commit -q --allow-empty -m x'
    const id = await startedRun(product, makeRepository({ a: 'a' }), ['sh', '-c', script])
    expect((await product.client.untilRun(id, 'failed')).reason).toMatch(/inner/)
  })
})
