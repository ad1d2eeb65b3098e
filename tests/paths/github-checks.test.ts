import { expect, test } from 'vitest'
import { readRepo, untilRepo } from '../setup/github-cache.ts'
import { assertGoodManners, type OnGitHub, startOnGitHub, syncUntil } from '../setup/on-github.ts'
import { letPushesBeOld, letTimerBeDue } from './github-sync.fixture.ts'

/** The timer's look: nobody asked for it. */
async function poll({ product: { client, environment }, repoId }: OnGitHub): Promise<void> {
  const before = await untilRepo(
    client,
    repoId,
    ({ status, nextSyncAt }) => status === 'idle' && !!nextSyncAt,
  )
  await letTimerBeDue(environment, repoId, 'poll')
  await untilRepo(client, repoId, (sync) => sync.status === 'idle' && sync.lastSyncAt !== before.lastSyncAt)
}

test('checks that begin and end after the push are heard of, at no cost while nothing changes', async () => {
  const scene = await startOnGitHub('sqlite')
  const { double, product, repoId, fullName } = scene
  const { client, environment } = product
  const { id } = await client.propose(repoId, ['sh', '-c', 'echo more >> README.md'])
  await client.approveNext(id)
  await client.untilRun(id, 'blocked', 'failed')
  await client.approveNext(id)
  await client.untilRun(id, 'completed', 'failed')
  const told = async () => (await client.timeline(id)).map(({ title }) => title)
  const seenAt = async () => (await client.run(id)).pullRequest?.seenAt ?? null
  await syncUntil(product, repoId, async () => (await seenAt()) !== null)
  // The last minute's changes are looked at once more; this one is past.
  double.world.advanceClock(3_600_000)
  const branch = `pm-bot/${id}`
  const asked = () => double.log.requests().filter(({ path }) => /check-runs|\/status/.test(path))

  double.world.setCheckRun(fullName, branch, { name: 'test', status: 'in_progress' })
  await poll(scene)
  await expect.poll(told, { timeout: 10_000 }).toContain('Checks: 1 of 1 check not done')
  const { sync } = await readRepo(client, repoId)
  expect(Date.parse(sync!.nextSyncAt!) - Date.parse(sync!.lastSyncAt!)).toBeLessThan(70_000)

  double.world.setCheckRun(fullName, branch, { name: 'test', conclusion: 'success' })
  double.world.setStatus(fullName, branch, { context: 'lint', state: 'pending' })
  await poll(scene)
  await expect.poll(told, { timeout: 10_000 }).toContain('Checks: 1 of 2 checks not done')
  await letPushesBeOld(environment)
  double.world.setStatus(fullName, branch, { context: 'lint', state: 'failure' })
  await poll(scene)
  await expect.poll(told, { timeout: 10_000 }).toContain('Checks: 1 of 2 checks failed')

  // All are done, and the push is long ago.
  double.log.clear()
  await poll(scene)
  expect(asked()).toEqual([])
  await syncUntil(product, repoId, async () => asked().length > 0)
  expect(asked().filter(({ spentQuota }) => spentQuota)).toEqual([])
  expect(asked().map(({ status }) => status)).toEqual(asked().map(() => 304))

  const newer = await double.world.commit(fullName, { branch, files: { 'theirs.txt': 'x\n' } })
  double.world.setCheckRun(fullName, newer, { name: 'test', status: 'queued' })
  await poll(scene)
  await expect.poll(told, { timeout: 10_000 }).toContain('Checks: 1 of 1 check not done')
  await expect
    .poll(async () => (await client.run(id)).pullRequest?.checks)
    .toEqual({
      total: 1,
      failed: 0,
      pending: 1,
    })
  const before = (await told()).length
  await poll(scene)
  expect(await told()).toHaveLength(before)
  assertGoodManners(double)
}, 90_000)
