import { expect, test } from 'vitest'
import { cacheProblems, register, untilRepo } from '../setup/github-cache.ts'
import { startProduct } from '../setup/product.ts'
import { rowsOf } from '../setup/rows.ts'
import { OWNER, requestsAbout, settingsOf, shareGitHub } from './github-sync.fixture.ts'

const gitHub = shareGitHub()

test('5,000 issues and 800 pull requests are imported whole, by few requests', async () => {
  const { world } = gitHub()
  const fullName = `${OWNER}/large`
  await world.addRepository(fullName, { private: true })
  const { issues, pulls, comments, reviewComments } = await world.seed(fullName, {
    issues: 5000,
    pulls: 800,
    comments: 0.3,
    reviews: 0.1,
  })
  expect([issues, pulls]).toEqual([5000, 800])
  const { client, environment } = await startProduct('sqlite', settingsOf(gitHub()))
  const repoId = await register(client, fullName)
  const during = await untilRepo(client, repoId, ({ progress }) => (progress?.objects ?? 0) > 0)
  expect(during).toMatchObject({
    status: 'syncing',
    mode: 'import',
    progress: { total: issues + pulls + comments + reviewComments },
  })
  await untilRepo(client, repoId, ({ isImported }) => isImported, 180_000)
  const pages = [issues + pulls, pulls, comments, reviewComments].map((n) => Math.ceil(n / 100))
  const asked = requestsAbout(gitHub(), fullName).length
  expect(asked).toBeLessThanOrEqual(pages.reduce((a, b) => a + b, 0) + 12)
  expect(await cacheProblems(world, fullName, client, repoId)).toEqual([])
  const rows = await rowsOf(environment)('github_comments')
  expect(new Set(rows.map(({ kind, github_id }) => `${kind} ${github_id}`)).size).toBe(rows.length)
  expect(rows).toHaveLength(comments + reviewComments)
}, 180_000)

test('killed in the middle of an import, three times, it is complete and nothing is there twice', async () => {
  const { world, faults } = gitHub()
  const fullName = `${OWNER}/killed`
  await world.addRepository(fullName, { private: true })
  await world.seed(fullName, { issues: 900, pulls: 60, comments: 0.5 })
  const slow = faults.add({ kind: 'delay', milliseconds: 40, on: ['rest-read'], matching: fullName })
  const product = await startProduct('sqlite', settingsOf(gitHub()))
  const repoId = await register(product.client, fullName)
  let pages = 0
  for (let kill = 0; kill < 3; kill += 1) {
    const { progress } = await untilRepo(
      product.client,
      repoId,
      (sync) => (sync.progress?.pages ?? 0) > pages + 1,
    )
    pages = progress!.pages
    await product.kill()
    await product.restart()
  }
  faults.remove(slow)
  await untilRepo(product.client, repoId, ({ isImported }) => isImported)
  expect(await cacheProblems(world, fullName, product.client, repoId)).toEqual([])
}, 180_000)
