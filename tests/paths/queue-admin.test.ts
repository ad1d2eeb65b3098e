import type { JobView, QueueView, WorkerView } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { until } from '../../packages/store/conformance/stage.ts'
import { DATABASES, shareProduct } from '../setup/product.ts'

const FORMAT = ['sh', '-c', "sed -i 's/  */ /g' README.md"]

/** What the operator does to queues and workers, while a real worker works. */
describe.each(DATABASES)('the queues, on %s', (database) => {
  const product = shareProduct(database)
  const get = async (path: string) => (await product().client.request('GET', path)).body
  const post = async (path: string, body: object = {}) => {
    const answer = await product().client.request('POST', path, body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body
  }
  const worker = async (): Promise<WorkerView> => (await get('/api/workers')).items[0]
  /** A worker asks what is paused, and whether it shall drain, with each heartbeat. */
  const heardOf = (since: string) => until(async () => (await worker()).heartbeatAt > since)
  const jobOf = async (runId: string): Promise<JobView> =>
    (await get(`/api/queues/runs/jobs?runId=${runId}`)).items.at(-1)
  const approve = async (command: string[]) => {
    const { client } = product()
    const repoId = await client.addRepository(makeRepository({ 'README.md': 'a   shop\n' }))
    const { id } = await client.propose(repoId, command)
    await client.approveNext(id)
    // It has a job as soon as its repository gave it a place.
    await until(async () => (await jobOf(id)) !== undefined)
    return id
  }

  test('nothing of a paused queue begins before it is resumed', async () => {
    const { paused }: QueueView = await post('/api/queues/runs/pause')
    await heardOf(paused!.since)
    const runId = await approve(FORMAT)
    expect(await jobOf(runId)).toMatchObject({ state: 'waiting' })
    const resumed = Date.now()
    await post('/api/queues/runs/resume')
    await product().client.untilRun(runId, 'blocked')
    expect(Date.parse((await jobOf(runId)).startedAt!)).toBeGreaterThanOrEqual(resumed)
  })

  test('a worker that drains begins nothing, and takes up again when it is told', async () => {
    const { id } = await worker()
    const url = `/api/workers/${encodeURIComponent(id)}/drain`
    const { drainRequestedAt }: WorkerView = await post(url)
    await heardOf(drainRequestedAt!)
    const runId = await approve(FORMAT)
    expect(await worker()).toMatchObject({ state: 'drained', jobs: [] })
    const released = Date.now()
    await post(url, { drain: false })
    await product().client.untilRun(runId, 'blocked')
    expect(Date.parse((await jobOf(runId)).startedAt!)).toBeGreaterThanOrEqual(released)
  })

  test('a job under way is shown with its worker, and is cancelled with its run', async () => {
    const runId = await approve(['sleep', '600'])
    await until(async () => (await jobOf(runId)).state === 'active')
    const { id } = await jobOf(runId)
    expect((await worker()).jobs).toMatchObject([
      { id, verb: 'run-agent', owner: { kind: 'run', key: runId } },
    ])
    expect(await post(`/api/queues/runs/jobs/${id}/cancel`)).toMatchObject({ state: 'cancelled' })
    await product().client.untilRun(runId, 'cancelled')
    await until(async () => (await worker()).jobs.length === 0)
  })

  test('how long they were is sampled by the scheduler', async () => {
    await until(async () => (await get('/api/queues/runs/history')).items.length > 0)
    expect((await get('/api/mailboxes/history')).items[0]).toMatchObject({ parked: 0 })
  })
})
