import { expect, test } from 'vitest'
import { readRepo, register, untilRepo } from '../setup/github-cache.ts'
import { shareProduct } from '../setup/product.ts'
import { OWNER, settingsOf, shareGitHub } from './github-sync.fixture.ts'

const gitHub = shareGitHub()
const product = shareProduct('sqlite', async () => settingsOf(gitHub()))

const ask = async (action: 'retry' | 'cancel', jobId: string) =>
  await product().client.request('POST', `/api/queues/sync/jobs/${jobId}/${action}`, {})

async function jobOf(key: string, state: string, verb?: string): Promise<string> {
  let found: { id: string } | undefined
  const look = async () => {
    const { body } = await product().client.request('GET', `/api/queues/sync/jobs?state=${state}&limit=200`)
    found = body.items.find(
      (job: { owner: { key: string }; verb: string }) =>
        job.owner.key === key && (!verb || job.verb === verb),
    )
    return found
  }
  await expect.poll(look, { timeout: 90_000, interval: 200 }).toBeTruthy()
  return found!.id
}

test('a sync that waits for its next attempt, and one that failed, is tried again from the queue', async () => {
  const { client } = product()
  const fullName = `${OWNER}/retried`
  await gitHub().world.addRepository(fullName, { private: true })
  const fault = { kind: 'refuse-before', on: ['rest-read'], matching: fullName } as const
  gitHub().faults.add({ ...fault, on: [...fault.on] })
  const repoId = await register(client, fullName)
  const jobId = await jobOf(repoId, 'delayed')
  expect((await ask('retry', jobId)).status).toBe(200)

  expect(await jobOf(repoId, 'failed')).toBe(jobId)
  expect((await readRepo(client, repoId)).sync).toMatchObject({ isImported: false, failures: 1 })
  gitHub().faults.clear()
  expect((await ask('retry', jobId)).status).toBe(200)
  await untilRepo(client, repoId, ({ isImported }) => isImported)
  const again = await ask('retry', jobId)
  expect(again).toMatchObject({ status: 409, body: { detail: expect.stringContaining('is done') } })
}, 120_000)

test('what has not begun is cancelled, and comes again by itself', async () => {
  const { client } = product()
  const fullName = `${OWNER}/cancelled`
  await gitHub().world.addRepository(fullName, { private: true })
  await client.request('POST', '/api/queues/sync/pause', {})
  const repoId = await register(client, fullName)
  const jobId = await jobOf(repoId, 'waiting')
  await client.request('POST', '/api/github/check', {})
  const look = await jobOf('connection', 'waiting', 'look-at-github')
  for (const each of [jobId, look]) expect((await ask('cancel', each)).status).toBe(200)
  const { sync } = await readRepo(client, repoId)
  expect(sync).toMatchObject({ status: 'idle', isImported: false, nextSyncAt: expect.any(String) })
  expect((await client.request('GET', '/api/github')).body).toMatchObject({
    status: 'idle',
    error: { message: expect.stringContaining('cancelled by operator') },
  })
  expect(await ask('cancel', jobId)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('has gone on without this job') },
  })

  await client.request('POST', `/api/repos/${repoId}/sync`, {})
  const { body } = await client.request('POST', '/api/queues/sync/purge', { state: 'waiting' })
  expect(body).toMatchObject({ purged: 1, refused: [] })
  await client.request('POST', '/api/queues/sync/resume', {})
  await client.request('POST', `/api/repos/${repoId}/sync`, {})
  await untilRepo(client, repoId, ({ isImported }) => isImported)
})
