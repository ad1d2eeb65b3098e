import { setTimeout as sleep } from 'node:timers/promises'
import type { RunTransitionView, RunView } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { DATABASES, type Product, shareProduct } from '../setup/product.ts'

const WORKERS = { PMBOT_WORKER_CONCURRENCY: '6' }

/** Runs that take a moment each, on a repository that has two places. */
async function propose(product: Product, count: number, seconds: string) {
  const { client } = product
  const repoId = await client.addRepository(makeRepository({ a: 'a' }))
  const places = { maxRuns: 2 }
  const patched = await client.request('PATCH', `/api/repos/${repoId}`, places)
  expect(patched).toMatchObject({ status: 200, body: places })
  const runs: RunView[] = []
  for (let n = 0; n < count; n += 1) runs.push(await client.propose(repoId, ['sleep', seconds]))
  return { repoId, runs }
}

/** How many were at work at the same time, at most: from when their agents began until they came to their end. */
async function mostAtOnce({ client }: Product, runs: readonly RunView[]): Promise<number> {
  const changes: { at: string; by: 1 | -1 }[] = []
  for (const { id } of runs) {
    const { body } = await client.request('GET', `/api/runs/${id}/transitions`)
    for (const { from, to, at } of body.items as RunTransitionView[]) {
      if (to === 'running') changes.push({ at, by: 1 })
      if (from === 'running') changes.push({ at, by: -1 })
    }
  }
  // At the same millisecond one ended before the other began.
  changes.sort((a, b) => a.at.localeCompare(b.at) || a.by - b.by)
  let now = 0
  return Math.max(...changes.map(({ by }) => (now += by)))
}

describe.each(DATABASES)('the places of a repository, on %s', (database) => {
  const shared = shareProduct(database, () => WORKERS)

  test('approved all at once, no more than two are at work, and the others say why they wait', async () => {
    const product = shared()
    const { client } = product
    const { runs } = await propose(product, 6, '0.3')
    const [waiting] = await Promise.all([
      untilSomebodyWaits(product),
      ...runs.map(({ id }) => client.approveNext(id)),
    ])
    expect(waiting).toMatchObject({
      status: 'approved',
      reason: 'Waits for a place: 2 runs are at work on shop.',
    })
    for (const { id } of runs) await client.untilRun(id, 'completed')
    expect(await mostAtOnce(product, runs)).toBeLessThanOrEqual(2)
    const work = (await client.request('GET', '/api/run-work')).body
    expect(work.items).toEqual([])
  })

  test('killed while two work and two wait: none loses its place, and all come to their end', async () => {
    const product = shared()
    const { client } = product
    const { repoId, runs } = await propose(product, 4, '0.5')
    for (const { id } of runs) await client.approveNext(id)
    await untilSomebodyWaits(product)
    await client.untilRun(runs[0]!.id, 'running', 'completed')
    await product.kill()
    await product.restart()
    for (const { id } of runs) await product.client.untilRun(id, 'completed')
    expect(await mostAtOnce(product, runs)).toBeLessThanOrEqual(2)
    // One more than the places there are begins and ends as before.
    const { id } = await product.client.propose(repoId, ['true'])
    await product.client.approveNext(id)
    await product.client.untilRun(id, 'completed')
  })

  test('who waits for a person, or is cancelled, leaves the place to others', async () => {
    const product = shared()
    const { client } = product
    const { repoId } = await propose(product, 0, '0')
    await client.request('PATCH', `/api/repos/${repoId}`, { maxRuns: 1 })
    const asks = await client.propose(repoId, ['sh', '-c', 'echo b > a'])
    const endless = await client.propose(repoId, ['sleep', '60'])
    const last = await client.propose(repoId, ['true'])
    for (const { id } of [asks, endless, last]) await client.approveNext(id)
    await client.untilRun(asks.id, 'blocked')
    await client.untilRun(endless.id, 'running')
    const { body } = await client.request('GET', `/api/runs/${last.id}/work`)
    expect(body).toMatchObject({ reason: 'no-place', job: null })
    expect((await client.run(last.id)).reason).toMatch(/^Waits for a place: 1 run is at work on /)

    // Its change is written without a place; to go on, its agent waits for one.
    await client.approveNext(asks.id)
    await expect.poll(async () => (await client.run(asks.id)).commitSha, { timeout: 20_000 }).toBeTruthy()
    await client.request('POST', `/api/runs/${endless.id}/cancel`, {})
    await client.untilRun(last.id, 'completed')
    await client.untilRun(asks.id, 'completed')
  })
})

async function untilSomebodyWaits({ client }: Product): Promise<RunView> {
  for (;;) {
    const { body } = await client.request('GET', '/api/runs?status=approved')
    const waiting = body.items.find(({ reason }: RunView) => reason?.startsWith('Waits for a place'))
    if (waiting) return waiting
    await sleep(10)
  }
}
