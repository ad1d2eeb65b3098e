import { cast } from '@pm-bot/actors'
import { newId, type RunView, WORK_QUEUES } from '@pm-bot/domain'
import { ask } from '@pm-bot/runtime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { takeAllTurns } from './take-turns.fixture.ts'
import { DATABASES, openTestApi, type TestApi } from './test-api.fixture.ts'
import { type Client, createClient } from './test-client.fixture.ts'
import { addRepo, decisionOf, pendingItem, proposeChangeset, proposeRun } from './test-steps.fixture.ts'

describe.each(DATABASES)('the queue admin on %s', (database) => {
  let test_: TestApi
  let client: Client
  let repoId: string
  beforeAll(async () => {
    test_ = await openTestApi(database)
    client = createClient(test_)
    repoId = (await addRepo(client, test_.repository)).id
    await client.patch(`/api/repos/${repoId}`, { maxRuns: 64 })
  })
  afterAll(() => test_.close())

  const approvedRun = async (): Promise<RunView> => {
    const run = await proposeRun(client, repoId)
    const item = await pendingItem(client, run.id)
    const { json } = await client.post(`/api/inbox/${item.id}/decision`, decisionOf(item, 'approve'))
    await takeAllTurns(test_)
    return json.run
  }
  const jobOf = async (run: RunView, queue = 'runs') => {
    const { json } = await client.get(`/api/queues/${queue}/jobs?runId=${run.id}`)
    expect(json.items).toHaveLength(1)
    return json.items[0]
  }
  /** What a worker does that gives up on a job. */
  const giveUp = async (jobId: string) => {
    const { storage } = test_.store
    const attempt = (await storage.transaction(async (tx) => {
      const { generation } = await test_.store.database.read
        .selectFrom('effects')
        .select('generation')
        .where('effect_id', '=', jobId)
        .executeTakeFirstOrThrow()
      return await tx.beginAttempt({ effectId: jobId, generation }, 'w')
    }))!
    const outcome = { status: 'failed' as const, error: 'no luck' }
    await storage.transaction((tx) => tx.finishAttempt(attempt, outcome))
    const { owner, effectId, verb } = attempt
    return { owner, message: { type: 'effect-finished', effectId, verb, outcome } }
  }
  const fail = async (jobId: string) => {
    const { owner, message } = await giveUp(jobId)
    await ask(test_.store.storage, cast, owner, message)
  }
  const failedRun = async () => {
    const run = await approvedRun()
    const job = await jobOf(run)
    await fail(job.id)
    return { run, job, url: `/api/queues/runs/jobs/${job.id}` }
  }
  const get = async (url: string) => (await client.get(url)).json

  test('lists the queues and their jobs', async () => {
    const run = await approvedRun()
    expect((await get('/api/queues')).items.map(({ name }: { name: string }) => name)).toEqual([
      ...WORK_QUEUES,
    ])
    const job = await jobOf(run)
    expect(job).toMatchObject({
      verb: 'run-agent',
      state: 'waiting',
      runId: run.id,
      payload: { goal: run.goal },
    })
    expect(await get(`/api/queues/runs/jobs/${job.id}`)).toEqual(job)
    expect((await client.get(`/api/queues/publish/jobs/${job.id}`)).status).toBe(404)
    expect((await client.get('/api/queues/nothing/jobs')).status).toBe(404)
    expect(await get('/api/queues/runs/history?minutes=5')).toEqual({ items: [] })
    expect(await get('/api/mailboxes/history')).toEqual({ items: [] })
    expect(await get('/api/mailboxes')).toMatchObject({ waiting: 0, parked: 0 })
  })

  test('a failed job is put back to work by its run, which goes on; the trail tells of it', async () => {
    const { run, job, url } = await failedRun()
    expect(await get(`/api/runs/${run.id}`)).toMatchObject({ status: 'failed', reason: 'no luck' })
    expect((await jobOf(run)).runStatus).toBe('failed')
    const key = newId()
    const retried = await client.post(`${url}/retry`, {}, { key })
    expect(retried).toMatchObject({
      status: 200,
      json: { state: 'waiting', runStatus: 'approved', generation: 2, attempt: 0 },
    })
    expect(await get(`/api/runs/${run.id}`)).toMatchObject({ status: 'approved' })
    // Repeated it is answered, not done.
    expect((await client.post(`${url}/retry`, {}, { key })).text).toBe(retried.text)
    expect((await jobOf(run)).generation).toBe(2)
    const { items } = await get(`/api/audit?runId=${run.id}&limit=2`)
    expect(items.map(({ type }: { type: string }) => type).toSorted()).toEqual([
      'status-changed',
      'work-reopened',
    ])

    const again = await client.post(`${url}/retry`, {})
    expect(again).toMatchObject({
      status: 409,
      json: { code: 'transition_refused', current: { id: job.id } },
    })
    await fail(job.id)
    expect((await client.post(`${url}/retry`, {})).json).toMatchObject({ generation: 3 })
  })

  test('of two who retry at once one wins', async () => {
    const { url } = await failedRun()
    const answers = await Promise.all([1, 2, 3].map(() => client.post(`${url}/retry`, {}, { key: newId() })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
  })

  test('retry and cancel at once leave one end', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { run, url } = await failedRun()
      const [retried, cancelled] = await Promise.all([
        client.post(`${url}/retry`, {}),
        client.post(`${url}/cancel`, {}),
      ])
      expect(retried.status).toBe(200)
      const { status } = await get(`/api/runs/${run.id}`)
      expect([cancelled.status, status]).toEqual(
        cancelled.status === 200 ? [200, 'cancelled'] : [409, 'approved'],
      )
      expect((await jobOf(run)).state).toBe(cancelled.status === 200 ? 'cancelled' : 'waiting')
    }
  })

  test('a change that could not be written is written under the same decision', async () => {
    const run = await approvedRun()
    const { changesetId } = await proposeChangeset(test_, run)
    const item = await pendingItem(client, run.id)
    await client.post(`/api/inbox/${item.id}/decision`, decisionOf(item, 'approve'))
    const { items } = await get(`/api/queues/publish/jobs?state=waiting&runId=${run.id}`)
    await fail(items[0].id)
    expect(await get(`/api/changesets/${changesetId}`)).toMatchObject({ status: 'failed' })
    const retried = await client.post(`/api/queues/publish/jobs/${items[0].id}/retry`, {})
    expect(retried).toMatchObject({ status: 200, json: { payload: items[0].payload } })
    expect(await get(`/api/changesets/${changesetId}`)).toMatchObject({ status: 'approved' })
    expect(await get(`/api/runs/${run.id}`)).toMatchObject({ status: 'running' })
  })

  test('an outcome that its run has not taken stands in the way of a retry', async () => {
    const run = await approvedRun()
    const job = await jobOf(run)
    const { owner, message } = await giveUp(job.id)
    const refused = await client.post(`/api/queues/runs/jobs/${job.id}/retry`, {})
    expect(refused).toMatchObject({
      status: 409,
      json: { detail: expect.stringContaining('parked message') },
    })
    await ask(test_.store.storage, cast, owner, message)
  })

  test('a job is cancelled with its run', async () => {
    const run = await approvedRun()
    const job = await jobOf(run)
    const { status, json } = await client.post(`/api/queues/runs/jobs/${job.id}/cancel`, {})
    expect([status, json.state]).toEqual([200, 'cancelled'])
    expect(await get(`/api/runs/${run.id}`)).toMatchObject({ status: 'cancelled' })
    for (const action of ['cancel', 'retry']) {
      expect((await client.post(`/api/queues/runs/jobs/${job.id}/${action}`, {})).status).toBe(409)
    }
  })

  test('redrive puts back what it can, and says why not for the rest', async () => {
    await client.post('/api/queues/runs/purge', { state: 'failed' })
    const { url } = await failedRun()
    const { run } = await failedRun()
    await client.post(`${url}/retry`, {})
    // Gone on without its job.
    await test_.store.database.transaction((tx) =>
      tx.db
        .updateTable('effects')
        .set({ status: 'failed', finished_at: '2026-01-01T00:00:00.000Z' })
        .where('effect_id', '=', url.split('/').at(-1)!)
        .execute(),
    )
    const key = newId()
    const redriven = await client.post('/api/queues/runs/redrive', { verb: 'run-agent' }, { key })
    expect(redriven).toMatchObject({
      status: 200,
      json: { retried: 1, refused: [{ code: 'transition_refused', count: 1 }], remaining: 0 },
    })
    expect(await get(`/api/runs/${run.id}`)).toMatchObject({ status: 'approved' })
    expect((await client.post('/api/queues/runs/redrive', { verb: 'run-agent' }, { key })).text).toBe(
      redriven.text,
    )
    expect((await client.post('/api/queues/runs/redrive', {}, { key })).status).toBe(422)
    const none = await client.post('/api/queues/runs/redrive', { failedAfter: '2999-02-31T00:00:00Z' })
    expect(none.json).toEqual({ retried: 0, refused: [], remaining: 0 })
    expect((await get('/api/audit?limit=2')).items).toMatchObject([
      { type: 'queue-redriven', payload: { done: 0 } },
      { type: 'queue-redriven', payload: { queue: 'runs', done: 1, matching: 2 } },
    ])
  })

  test('purge says how many before it does anything, and never touches what is active', async () => {
    // What other tests left behind, some of it by hand and unknown to its run.
    await test_.store.database.transaction((tx) =>
      tx.db.deleteFrom('effects').where('status', '=', 'open').execute(),
    )
    const [waiting, active] = [await approvedRun(), await approvedRun()]
    const job = await jobOf(active)
    await test_.store.storage.transaction((tx) => tx.beginAttempt({ effectId: job.id, generation: 1 }, 'w'))
    const { job: failed } = await failedRun()

    const purge = (body: object, key = newId()) => client.post('/api/queues/runs/purge', body, { key })
    const { json: preview } = await purge({ state: 'waiting', preview: true })
    expect(preview).toMatchObject({ purged: 0, matching: preview.remaining })
    expect(preview.matching).toBe(1)
    expect(await purge({ state: 'active' })).toMatchObject({ status: 400 })
    const { json: purged } = await purge({ state: 'waiting' })
    expect(purged).toEqual({
      matching: preview.matching,
      purged: preview.matching,
      refused: [],
      remaining: 0,
    })
    expect(await get(`/api/runs/${waiting.id}`)).toMatchObject({ status: 'cancelled' })
    expect((await jobOf(active)).state).toBe('active')

    expect(
      (await purge({ state: 'failed', olderThan: '2026-01-02T00:00:00Z', preview: true })).json.matching,
    ).toBe(1)
    const key = newId()
    const first = await purge({ state: 'failed' }, key)
    expect(first.json).toMatchObject({ purged: 2, remaining: 0 })
    expect((await purge({ state: 'failed' }, key)).text).toBe(first.text)
    expect((await client.post(`/api/queues/runs/jobs/${failed.id}/retry`, {})).status).toBe(404)
    await client.post(`/api/runs/${active.id}/cancel`, {})
  })

  test('a queue is paused and resumed, once each, and repetitions get the first answer', async () => {
    const key = newId()
    const paused = await client.post('/api/queues/runs/pause', {}, { key })
    expect(paused).toMatchObject({ status: 200, json: { name: 'runs', paused: { by: 'operator' } } })
    expect((await client.post('/api/queues/runs/pause', {})).json.paused).toEqual(paused.json.paused)
    expect((await client.post('/api/queues/runs/resume', {})).json.paused).toBeNull()
    expect((await client.post('/api/queues/runs/pause', {}, { key })).text).toBe(paused.text)
    expect((await get('/api/queues')).items[0].paused).toBeNull()
    expect((await client.post('/api/queues/none/pause', {})).status).toBe(404)
    const { items } = await get('/api/audit?limit=2')
    expect(items.map(({ type }: { type: string }) => type)).toEqual(['queue-resumed', 'queue-paused'])
  })

  test('a worker is asked to drain, and the request is taken back', async () => {
    const now = new Date().toISOString()
    const workerId = 'host/1 é'
    const worker = { worker_id: workerId, host: 'h', pid: 1, version: '1', queues: '{"runs":2}', lock_key: 1 }
    await test_.store.database.transaction((tx) =>
      tx.db
        .insertInto('workers')
        .values({ ...worker, started_at: now, heartbeat_at: now, serving: null, drain_requested_at: null })
        .execute(),
    )
    const url = `/api/workers/${encodeURIComponent(workerId)}/drain`
    expect(await client.post(url, {})).toMatchObject({
      status: 200,
      json: { id: workerId, state: 'drained' },
    })
    expect((await client.post(url, { drain: false })).json).toMatchObject({
      state: 'working',
      drainRequestedAt: null,
    })
    expect((await get('/api/workers')).items).toMatchObject([{ id: workerId, queues: { runs: 2 } }])
    expect((await client.post('/api/workers/nobody/drain', {})).status).toBe(404)
    expect((await get('/api/audit?limit=1')).items[0]).toMatchObject({
      type: 'worker-drain-ended',
      payload: { workerId },
    })
  })

  test('a parked message is shown, edited and handled; of two who act on it one wins', async () => {
    const { storage } = test_.store
    const run = await proposeRun(client, repoId)
    const messageId = `odd/${run.id}?>0`
    const message = { type: 'unheard-of', by: 'operator', note: 'x' }
    await storage.transaction(async (tx) => tx.tell({ kind: 'run', key: run.id }, message, { messageId }))
    await test_.store.database.transaction((tx) =>
      tx.db
        .updateTable('actor_messages')
        .set({ parked_at: '2026-01-01T00:00:00.000Z', last_error: 'broken', park_reason: 'failed' })
        .where('message_id', '=', messageId)
        .execute(),
    )
    expect((await get('/api/actors?status=parked')).items).toMatchObject([
      { kind: 'run', key: run.id, parked: 1, waiting: 0, lastError: 'broken' },
    ])
    const actor = await get(`/api/actors/run/${run.id}`)
    expect(actor.messages).toMatchObject([{ id: messageId, body: message, fixed: ['type', 'by'] }])
    expect(actor.state).toMatchObject({ runId: run.id, status: 'proposed' })

    const url = `/api/actors/run/${run.id}/messages/${encodeURIComponent(messageId)}`
    const forged = await client.post(`${url}/edit`, { body: { ...message, type: 'cancel-run' } })
    expect(forged).toMatchObject({ status: 409, json: { code: 'action_not_allowed', field: 'type' } })
    expect((await client.post(`${url}/edit`, { body: [] })).status).toBe(400)
    const key = newId()
    const answers = await Promise.all([
      client.post(`${url}/edit`, { body: { ...message, note: 'y' } }, { key }),
      client.post(`${url}/edit`, { body: { ...message, note: 'y' } }, { key }),
      client.post(`${url}/skip`, {}),
    ])
    expect(answers[0]!.text).toBe(answers[1]!.text)
    expect(answers.map(({ status }) => status).toSorted()).toEqual(
      answers[2]!.status === 200 ? [200, 409, 409] : [200, 200, 409],
    )
    expect((await client.post(`${url}/retry`, {})).status).toBe(409)
    expect((await client.post(`/api/actors/run/${run.id}/messages/none/skip`, {})).status).toBe(404)
    expect((await client.get('/api/actors/run/nobody')).status).toBe(404)
    expect((await get('/api/actors?status=parked')).items).toEqual([])
  })
})
