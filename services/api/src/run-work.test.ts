import { newId } from '@pm-bot/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { takeAllTurns } from './take-turns.fixture.ts'
import { DATABASES, openTestApi, type TestApi } from './test-api.fixture.ts'
import { type Client, createClient } from './test-client.fixture.ts'
import { addRepo, decisionOf, pendingItem, proposeRun } from './test-steps.fixture.ts'

describe.each(DATABASES)('the work of runs on %s', (database) => {
  let test_: TestApi
  let client: Client
  let repoId: string
  beforeAll(async () => {
    test_ = await openTestApi(database)
    client = createClient(test_)
    repoId = (await addRepo(client, test_.repository)).id
  })
  afterAll(() => test_.close())

  test('tells of each run why it waits', async () => {
    const run = await proposeRun(client, repoId)
    const work = async () => (await client.get(`/api/runs/${run.id}/work`)).json
    expect(await work()).toMatchObject({ runId: run.id, reason: null, job: null })

    const item = await pendingItem(client, run.id)
    await client.post(`/api/inbox/${item.id}/decision`, decisionOf(item, 'approve'))
    await takeAllTurns(test_)
    expect(await work()).toMatchObject({
      reason: 'no-worker',
      ahead: 0,
      job: { queue: 'runs', verb: 'run-agent', state: 'waiting' },
    })
    await client.post('/api/queues/runs/pause', {}, { key: newId() })
    expect(await work()).toMatchObject({ reason: 'queue-paused', pausedBy: 'operator' })
    expect((await client.get('/api/run-work')).json).toEqual({ items: [await work()], nextCursor: null })
  })

  test('tells how busy the runs have been that are under way, and no others', async () => {
    const before = (await client.get('/api/run-activity')).json.items
    const run = await proposeRun(client, repoId)
    expect((await client.get('/api/run-activity')).json.items).toEqual(before)
    const item = await pendingItem(client, run.id)
    await client.post(`/api/inbox/${item.id}/decision`, decisionOf(item, 'approve'))
    const { items } = (await client.get('/api/run-activity')).json
    expect(items[0]).toMatchObject({ runId: run.id })
    expect(items[0].ages.length).toBeGreaterThan(1)
    expect(Math.max(...items[0].ages)).toBeLessThan(1800)
    expect((await client.get('/api/run-activity?limit=1')).status).toBe(400)
  })

  test('lists runs by who has to do something about them', async () => {
    const runs: string[] = []
    const inZone = async (zone: string, more = '') =>
      (await client.get(`/api/runs?zone=${zone}&repoId=${repoId}${more}`)).json
    const ids = (page: { items: { id: string }[] }) =>
      page.items.map(({ id }) => id).filter((id) => runs.includes(id))
    for (const goal of ['one', 'two', 'three']) runs.push((await proposeRun(client, repoId, goal)).id)
    const item = await pendingItem(client, runs[0]!)
    await client.post(`/api/inbox/${item.id}/decision`, decisionOf(item, 'approve'))
    await client.post(`/api/runs/${runs[1]}/cancel`, {})
    expect(ids(await inZone('needs-you'))).toEqual([runs[2]])
    expect(ids(await inZone('under-way'))).toEqual([runs[0]])
    expect(ids(await inZone('done'))).toEqual([runs[1]])
    expect(ids(await inZone('done', '&status=failed'))).toEqual([])

    // Of two statuses, page by page, in the order of both.
    await client.post(`/api/runs/${runs[2]}/cancel`, {})
    runs.push((await proposeRun(client, repoId, 'four')).id)
    const last = await pendingItem(client, runs[3]!)
    await client.post(`/api/inbox/${last.id}/decision`, { ...decisionOf(last, 'reject'), reason: 'no' })
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const page = await inZone('done', `&limit=1${cursor}`)
      seen.push(...ids(page))
      if (page.nextCursor === null) break
      cursor = `&cursor=${page.nextCursor}`
    }
    expect(seen).toEqual([runs[3], runs[2], runs[1]])
    expect((await client.get('/api/runs?zone=elsewhere')).status).toBe(400)
  })

  test('knows no work of a run that does not exist', async () => {
    expect((await client.get(`/api/runs/${newId()}/work`)).status).toBe(404)
    expect((await client.get('/api/run-work?limit=0')).status).toBe(400)
  })
})
