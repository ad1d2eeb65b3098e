import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import {
  change,
  checkOut,
  git,
  makeRepository,
  repositoryState,
  workTreeOf,
} from '../../packages/git/src/repository.fixture.ts'
import { DATABASES, type Product, shareProduct, startProduct } from '../setup/product.ts'
import { rowsOf } from '../setup/rows.ts'

const FORMAT = ['sh', '-c', "sed -i 's/  */ /g' README.md"]

async function blockedRun(product: Product, directory: string, command = FORMAT) {
  const { client } = product
  const repoId = await client.addRepository(directory)
  const { id } = await client.propose(repoId, command)
  await client.approveNext(id)
  return await client.untilRun(id, 'blocked')
}

describe.each(DATABASES)('approve a run, on %s', (database) => {
  const shared = shareProduct(database)

  test('a command changes a real repository by two decisions, and nothing else', async () => {
    const directory = makeRepository({ 'README.md': 'a   shop\n', 'src/a.txt': 'a\n' })
    change(directory, { 'src/a.txt': 'the operator is in the middle of this\n' })
    const before = repositoryState(directory)
    const head = git(directory, 'rev-parse', 'HEAD')
    const product = shared()
    const { client } = product

    const repoId = await client.addRepository(directory)
    const proposed = await client.propose(repoId, FORMAT)
    expect(proposed).toMatchObject({ status: 'proposed', goal: 'format the README', repoId })

    const start = await client.pendingItem(proposed.id)
    expect(start).toMatchObject({ kind: 'run_start', payload: { spec: { command: FORMAT } } })
    const approved = await client.decide(start, 'approve')
    expect(approved).toMatchObject({ status: 200, body: { run: { status: 'approved' } } })

    const blocked = await client.untilRun(proposed.id, 'blocked')
    expect(blocked.baseSha).toBe(head)
    const apply = await client.pendingItem(proposed.id)
    expect(apply).toMatchObject({ kind: 'changeset_apply', payload: { baseSha: head } })
    const changeset = await client.changeset(blocked.changesetId!)
    expect(changeset).toMatchObject({ status: 'proposed', subjectHash: apply.subjectHash })
    expect(changeset.files).toMatchObject([
      { path: 'README.md', change: 'modified', additions: 1, deletions: 1 },
    ])
    const diff = await client.request('GET', `/api/changesets/${changeset.id}/diff`)
    expect(diff.body).toContain('-a   shop\n+a shop\n')
    expect(repositoryState(directory)).toEqual(before)

    await client.approveNext(proposed.id)
    const done = await client.untilRun(proposed.id, 'completed', 'failed')
    expect(done.status).toBe('completed')
    expect(git(directory, 'rev-parse', `pm-bot/${proposed.id}`)).toBe(done.commitSha)
    expect(git(directory, 'rev-parse', `${done.commitSha}^`)).toBe(head)
    expect(git(directory, 'diff', '--name-only', head, done.commitSha!)).toBe('README.md')
    expect(readFileSync(join(checkOut(directory, done.commitSha!), 'README.md'), 'utf8')).toBe('a shop\n')
    // The checkout, the index, the current branch, hooks and config are what they were.
    expect(repositoryState(directory, '.git/refs/heads/pm-bot', '.git/logs/refs/heads/pm-bot')).toEqual(
      before,
    )
    expect(await client.changeset(changeset.id)).toMatchObject({
      status: 'applied',
      appliedCommitSha: done.commitSha,
    })

    const timeline = await client.timeline(proposed.id)
    expect(timeline.map(({ seq }) => seq)).toEqual(timeline.map((_, index) => index + 1))
    const decisions = timeline.filter(({ type }) => type === 'item-resolved')
    expect(decisions.map(({ by }) => by)).toEqual(['operator', 'operator'])
    expect(
      timeline.some(({ type, title }) => type === 'command-ran' && title.includes('exited with 0')),
    ).toBe(true)
    const transitions = await client.request('GET', `/api/runs/${proposed.id}/transitions`)
    expect(transitions.body.items.map(({ to }: { to: string }) => to)).toEqual([
      'proposed',
      'approved',
      'running',
      'blocked',
      'running',
      'completed',
    ])
  })

  test('the audit chain verifies over HTTP and on the command line', async () => {
    const directory = makeRepository({ 'README.md': 'a   shop\n' })
    const product = shared()
    const { id } = await blockedRun(product, directory)
    await product.client.approveNext(id)
    await product.client.untilRun(id, 'completed')

    await expect
      .poll(async () => (await product.client.request('GET', '/api/audit/verify')).body, { timeout: 5000 })
      .toMatchObject({ ok: true, unsealed: 0 })
    const main = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))
    const verdict = JSON.parse(
      execFileSync(process.execPath, [main, 'audit', 'verify', '--json'], {
        env: product.environment,
        cwd: product.dataDirectory,
        encoding: 'utf8',
      }),
    )
    expect(verdict).toMatchObject({ ok: true, problems: [] })
    expect(verdict.sealedTo).toBeGreaterThan(10)
  })

  test('killed while it waits for a person, started again, approved: it goes on', async () => {
    const directory = makeRepository({ 'README.md': 'a   shop\n' })
    const product = shared()
    const repoId = await product.client.addRepository(directory)
    const { id } = await product.client.propose(repoId, FORMAT)
    await product.kill()
    await product.restart()
    await product.client.approveNext(id)
    await product.client.untilRun(id, 'blocked')
    await product.kill()
    await product.restart()
    expect((await product.client.run(id)).status).toBe('blocked')
    await product.client.approveNext(id)
    const done = await product.client.untilRun(id, 'completed', 'failed')
    expect(done.status).toBe('completed')
    expect(git(directory, 'rev-list', '--count', `main..pm-bot/${id}`)).toBe('1')
  })

  test('a run that waits holds no effect, no job and no message; the product stops in order on SIGTERM', async () => {
    const product = await startProduct(database)
    const { id } = await blockedRun(product, makeRepository({ 'README.md': 'a   shop\n' }))
    expect(await product.stop()).toBe(0)
    const rows = rowsOf(product.environment)
    expect(await rows('actor_messages')).toEqual([])
    expect(await rows('timers')).toEqual([])
    expect(await rows('effects')).toMatchObject([{ verb: 'run-agent', status: 'succeeded', key: id }])
    if (database === 'sqlite') expect(await rows('work_jobs')).toEqual([])
  })
})

test('the work tree of the commit is the work tree of the agent, byte for byte', async () => {
  const directory = makeRepository({
    'text.txt': 'one\n',
    'gone.txt': 'gone\n',
    'moved.txt': 'a long enough text to be found again after it was moved\n',
    'bin.dat': Buffer.from([0, 1, 2, 255]),
    'run.sh': '#!/bin/sh\n',
    'crlf.txt': 'a\r\nb\r\n',
  })
  const script = [
    'printf "two\\r\\n" >> crlf.txt',
    'rm gone.txt',
    'mkdir -p "sub dir/ünïcode ☃"',
    'mv moved.txt "sub dir/ünïcode ☃/moved here.txt"',
    "printf '\\000\\001\\377\\376' > bin.dat",
    'chmod +x run.sh',
    'ln -s text.txt link',
    ': > empty',
  ].join('\n')
  const product = await startProduct('sqlite')
  const { id } = await blockedRun(product, directory, ['sh', '-c', script])
  const item = await product.client.pendingItem(id)
  expect(item.risk).toBe('high')
  await product.client.approveNext(id)
  const done = await product.client.untilRun(id, 'completed', 'failed')

  const expected = checkOut(directory, git(directory, 'rev-parse', 'HEAD'))
  execFileSync('sh', ['-c', script], { cwd: expected })
  expect(workTreeOf(checkOut(directory, done.commitSha!))).toEqual(workTreeOf(expected))
})
