import { expect, it } from 'vitest'
import { failureOf, openAs, openShop, SHOP } from './shop.fixture.ts'

it.each(['drop-after', 'refuse-before', 'drop-midway'] as const)('reads again after %s', async (kind) => {
  const double = await openShop()
  for (let n = 0; n < 20; n++) double.world.openIssue(SHOP, { title: `Issue ${n}`, body: 'x'.repeat(5000) })
  double.faults.add({ kind, on: ['rest-read'], times: 2 })

  const listed = await openAs(double).github.issues(SHOP, { state: 'all', since: null, page: 1 })

  expect(double.faults.bitten()).toHaveLength(2)
  expect(listed).toMatchObject({ value: { items: { length: 20 } } })
})

it('gives up reading after three answers of 502', async () => {
  const double = await openShop()
  double.faults.add({ kind: 'refuse-before', on: ['rest-read'] })

  const error = await failureOf(openAs(double).github.repo(SHOP))

  expect(error.message).toBe(`GitHub answered GET /repos/${SHOP} with 502: Server Error`)
  expect(double.faults.bitten()).toHaveLength(3)
})

it('ends when whoever asked is gone', async () => {
  const double = await openShop()
  double.faults.add({ kind: 'delay', milliseconds: 2000 })
  const controller = new AbortController()
  const reason = new Error('The worker stops.')
  const pages = openAs(double).github.visibleRepos(controller.signal)[Symbol.asyncIterator]()

  const asked = failureOf(pages.next())
  setTimeout(() => controller.abort(reason), 50)

  expect(await asked).toBe(reason)
  double.faults.clear()
})
