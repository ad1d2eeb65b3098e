import { describe, expect, test } from 'vitest'
import { octokitFor, openDouble, refusal, SHOP, shop } from './double.fixture.ts'

const titles = (double: Awaited<ReturnType<typeof openDouble>>) =>
  double.world.issues(SHOP).map(({ title }) => title)

describe('a fault', () => {
  test('drops the answer to a write that was applied', async () => {
    const double = await openDouble()
    const octokit = octokitFor(double)
    double.faults.add({ kind: 'drop-after', on: ['rest-write'], times: 1 })
    await expect(octokit.issues.create({ ...shop, title: 'Lost answer' })).rejects.toThrow()
    await octokit.issues.create({ ...shop, title: 'Heard' })
    expect(titles(double)).toEqual(['Lost answer', 'Heard'])
    expect(double.log.writes().map(({ answered }) => answered)).toEqual([false, true])
    expect(double.faults.bitten()).toEqual([
      { kind: 'drop-after', method: 'POST', path: '/repos/acme/shop/issues' },
    ])
  })

  test('answers 502 to a write before it is applied, and costs nothing', async () => {
    const double = await openDouble()
    double.faults.add({ kind: 'refuse-before', on: ['rest-write'] })
    const create = octokitFor(double).issues.create({ ...shop, title: 'Not applied' })
    expect(await refusal(create)).toMatchObject({ status: 502 })
    expect(titles(double)).toEqual([])
    expect(double.limits.quota('acme').used).toBe(0)
  })

  test('ends a list in the middle, for requests that match', async () => {
    const double = await openDouble()
    await double.world.seed(SHOP, { issues: 40 })
    double.faults.add({ kind: 'drop-midway', matching: '^GET /repos/acme/shop/issues\\?.*page=2' })
    const list = async (page: number) =>
      await (await fetch(`${double.apiUrl}/repos/acme/shop/issues?state=all&page=${page}`)).json()
    await expect(list(2)).rejects.toThrow()
    expect(await list(1)).toHaveLength(30)
    // Octokit takes it for an answer that is no JSON, and resolves.
    const { data } = await octokitFor(double).issues.listForRepo({ ...shop, state: 'all', page: 2 })
    expect(data).toBe('')
  })

  test('makes an answer late', async () => {
    const double = await openDouble()
    double.faults.add({ kind: 'delay', milliseconds: 60 })
    await octokitFor(double).repos.get(shop)
    const [request] = double.log.requests()
    expect(request!.endedAt - request!.startedAt).toBeGreaterThanOrEqual(59)
  })

  test('is drawn by the seed: the same ones for the same requests', async () => {
    const outcomes = async () => {
      const double = await openDouble({}, { seed: 7 })
      double.faults.add({ kind: 'refuse-before', probability: 0.5 })
      const octokit = octokitFor(double)
      const statuses = []
      for (let at = 0; at < 12; at += 1) {
        statuses.push(
          await octokit.repos.get(shop).then(
            ({ status }) => status,
            ({ status }) => status,
          ),
        )
      }
      return statuses
    }
    const first = await outcomes()
    expect(new Set(first)).toEqual(new Set([200, 502]))
    expect(await outcomes()).toEqual(first)
  })

  test('lets changes be seen after later ones', async () => {
    const double = await openDouble()
    const { world } = double
    world.stopClock('2026-01-01T00:00:00Z')
    double.faults.updateLate({ probability: 0.5, upToMilliseconds: 30_000 })
    for (let at = 0; at < 40; at += 1) {
      world.openIssue(SHOP, { title: `${at}` })
      world.advanceClock(2_000)
    }
    const times = world.issues(SHOP).map(({ updatedAt }) => updatedAt)
    expect(times).not.toEqual(times.toSorted())
  })
})

test('the world can change while a list is read', async () => {
  const double = await openDouble()
  double.world.openIssue(SHOP, { title: 'One' })
  double.onRequest(({ path }) => {
    if (path.includes('page=2')) double.world.openIssue(SHOP, { title: 'Two' })
  })
  const list = (page: number) => octokitFor(double).issues.listForRepo({ ...shop, per_page: 1, page })
  await list(1)
  // What was on the first page has moved to the second.
  expect((await list(2)).data).toMatchObject([{ title: 'One' }])
})
