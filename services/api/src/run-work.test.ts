import { newId } from '@pm-bot/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { takeAllTurns } from './take-turns.fixture.ts'
import { DATABASES, openTestApi, type TestApi } from './test-api.fixture.ts'
import { type Client, createClient } from './test-client.fixture.ts'
import { addRepo, decisionOf, pendingItem, proposeRun } from './test-steps.fixture.ts'

describe.each(DATABASES)('the work of runs on %s', (database) => {
  let test_: TestApi
  let client: Client
  beforeAll(async () => {
    test_ = await openTestApi(database)
    client = createClient(test_)
  })
  afterAll(() => test_.close())

  test('tells of each run why it waits', async () => {
    const run = await proposeRun(client, (await addRepo(client, test_.repository)).id)
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

  test('knows no work of a run that does not exist', async () => {
    expect((await client.get(`/api/runs/${newId()}/work`)).status).toBe(404)
    expect((await client.get('/api/run-work?limit=0')).status).toBe(400)
  })
})
