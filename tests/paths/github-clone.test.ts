import { join } from 'node:path'
import { expect, test } from 'vitest'
import { git } from '../../packages/git/src/repository.fixture.ts'
import { untilRepo } from '../setup/github-cache.ts'
import { assertGoodManners, startOnGitHub } from '../setup/on-github.ts'
import { rowsOf } from '../setup/rows.ts'
import { letTimerBeDue } from './github-sync.fixture.ts'

test('a clone that a run wanted is brought up to date every day, also after a restart', async () => {
  const { double, product, fullName, repoId } = await startOnGitHub('sqlite')
  const { client, environment } = product
  const cloneTimers = async () =>
    (await rowsOf(environment)('timers')).filter(({ key, name }) => key === repoId && name === 'clone')
  await untilRepo(client, repoId, ({ isImported }) => isImported)
  expect(await cloneTimers()).toEqual([])

  const { id } = await client.propose(repoId, ['sh', '-c', 'echo more >> README.md'])
  await client.approveNext(id)
  await client.untilRun(id, 'blocked', 'failed')
  const first = await untilRepo(client, repoId, ({ clone }) => clone.fetchedAt !== null)
  const [timer, ...others] = await cloneTimers()
  expect(others).toEqual([])
  const hours = (Date.parse(String(timer?.due_at)) - Date.parse(first.clone.fetchedAt!)) / 3_600_000
  expect(Math.round(hours)).toBeGreaterThanOrEqual(24)
  expect(Math.round(hours)).toBeLessThanOrEqual(27)

  const newer = await double.world.commit(fullName, { branch: 'main', files: { 'new.txt': 'x\n' } })
  await product.kill()
  await letTimerBeDue(environment, repoId, 'clone')
  await product.restart()
  const second = await untilRepo(
    product.client,
    repoId,
    ({ clone }) => clone.fetchedAt !== first.clone.fetchedAt,
  )
  expect(second).toMatchObject({ headSha: newer, clone: { error: null } })
  expect(git(join(product.dataDirectory, 'repos', fullName), 'rev-parse', 'main')).toBe(newer)

  await product.client.request('PATCH', `/api/repos/${repoId}`, { status: 'disabled' })
  expect(await cloneTimers()).toEqual([])
  assertGoodManners(double)
})
