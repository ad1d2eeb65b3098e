import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { type Client, createClient } from '../setup/client.ts'
import { createDatabase } from '../setup/database.ts'
import { createFleet } from '../setup/fleet.ts'
import { DATABASES, shareProduct } from '../setup/product.ts'

const cancel = async (client: Client, id: string) =>
  expect((await client.request('POST', `/api/runs/${id}/cancel`, {})).status).toBe(200)
const told = async (client: Client, id: string) =>
  (await client.timeline(id)).filter(({ type }) => type === 'agent-stopped').length

/** A run whose command takes longer than anybody waits. */
async function atWork(client: Client): Promise<string> {
  const repoId = await client.addRepository(makeRepository({ 'README.md': 'a\n' }))
  const { id } = await client.propose(repoId, ['sleep', '600'])
  await client.approveNext(id)
  await client.untilRun(id, 'running')
  return id
}

describe.each(DATABASES)('that an agent has stopped, on %s', (database) => {
  const shared = shareProduct(database)

  test('is said of one that was cancelled while it was queued', async () => {
    const { client } = shared()
    await client.request('POST', '/api/queues/runs/pause', {})
    const repoId = await client.addRepository(makeRepository({ 'README.md': 'a\n' }))
    const { id } = await client.propose(repoId, ['touch', 'x'])
    await client.approveNext(id)
    await cancel(client, id)
    await expect.poll(() => told(client, id), { timeout: 10_000 }).toBe(1)
    await client.request('POST', '/api/queues/runs/resume', {})
    // Whoever comes next has passed whatever was left of it.
    const next = await client.propose(repoId, ['true'])
    await client.approveNext(next.id)
    await client.untilRun(next.id, 'completed', 'failed')
    expect(await told(client, id)).toBe(1)
  })

  test('is said of one that was cancelled and whose process died in that moment', async () => {
    const product = shared()
    const id = await atWork(product.client)
    await cancel(product.client, id)
    await product.kill()
    await product.restart()
    await expect.poll(() => told(product.client, id), { timeout: 20_000 }).toBe(1)
    const { items } = (await product.client.request('GET', `/api/runs/${id}/events?limit=200`)).body
    expect(items.at(-1).title).toBe('The agent has stopped')
  })
})

test('it is said of one whose worker had died before it was cancelled, and nobody had noticed', async () => {
  const database = await createDatabase(inject('postgresUrl'))
  onTestFinished(() => database.drop())
  const fleet = createFleet({ databaseUrl: database.url })
  onTestFinished(() => fleet.end())
  const [api, worker] = await Promise.all([fleet.start('api'), fleet.start('worker')])
  const client = createClient(api.address)
  const id = await atWork(client)
  await worker.kill()
  await cancel(client, id)
  await Promise.all([fleet.start('scheduler'), fleet.start('worker')])
  await expect.poll(() => told(client, id), { timeout: 20_000 }).toBe(1)
}, 60_000)
