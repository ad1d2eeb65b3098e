import { join } from 'node:path'
import { cast } from '@pm-bot/actors'
import { newId } from '@pm-bot/domain'
import { startDispatch } from '@pm-bot/runtime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { snapshot } from './snapshot.fixture.ts'
import { DATABASES, makeRepository, openTestApi, type TestApi } from './test-api.fixture.ts'
import { type Client, createClient } from './test-client.fixture.ts'
import { addRepo, decisionOf, pendingItem, proposeRun, SPEC } from './test-steps.fixture.ts'

describe.each(DATABASES)('commands on %s', (database) => {
  let test_: TestApi
  let client: Client
  let repoId: string
  beforeAll(async () => {
    test_ = await openTestApi(database)
    client = createClient(test_)
    repoId = (await addRepo(client, test_.repository)).id
  })
  afterAll(() => test_.close())

  const proposal = (goal: string) => ({ repoId, goal, graphId: 'run_command/v1', spec: SPEC })
  const count = async (table: 'runs' | 'audit_events') => (await snapshot(test_.store))[table]!.length
  const placesAsked = async () =>
    (await snapshot(test_.store)).actor_messages!.filter((row) => row.includes('ask-place')).length

  test('ten at once under one key have one effect and one answer', async () => {
    const before = await count('runs')
    const key = newId()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => client.post('/api/runs', proposal('once'), { key })),
    )
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]!.status).toBe(201)
    expect(await count('runs')).toBe(before + 1)
  })

  test('a key answers the same for ever, whatever happened since, and only for its request', async () => {
    const key = newId()
    const first = await client.post('/api/runs', proposal('kept'), { key })
    await client.post(`/api/runs/${first.json.id}/cancel`, {})
    const again = await client.post('/api/runs', proposal('kept'), { key })
    expect(again).toMatchObject({ status: 201, text: first.text })

    const written = await snapshot(test_.store)
    const other = await client.post('/api/runs', proposal('changed'), { key })
    expect(other).toMatchObject({ status: 422, json: { code: 'idempotency_key_reused' } })
    expect(await snapshot(test_.store)).toEqual(written)

    // Another route is another scope.
    expect((await client.post('/api/workspaces', { name: 'Same key' }, { key })).status).toBe(201)
  })

  test('what is said of a run that was tidied up is tidied up in its turn', async () => {
    const run = await proposeRun(client, repoId)
    await client.post(`/api/runs/${run.id}/cancel`, {})
    const { database } = test_.store
    await database.writer
      .updateTable('runs')
      .set({ tidied_at: new Date().toISOString() })
      .where('run_id', '=', run.id)
      .execute()
    expect((await client.post(`/api/runs/${run.id}/cancel`, {})).status).toBe(409)
    const { json } = await client.get(`/api/runs/${run.id}/events?limit=200`)
    expect(json.items.at(-1).type).toBe('command-refused')
    const [row] = await database.read
      .selectFrom('runs')
      .select('tidied_at')
      .where('run_id', '=', run.id)
      .execute()
    expect(row).toEqual({ tidied_at: null })
  })

  test('a refusal is kept as well', async () => {
    const run = await proposeRun(client, repoId)
    const item = await pendingItem(client, run.id)
    const url = `/api/inbox/${item.id}/decision`
    await client.post(url, decisionOf(item, 'reject'))
    const key = newId()
    const refused = await client.post(url, decisionOf(item, 'approve'), { key })
    expect(refused).toMatchObject({
      status: 409,
      json: { code: 'already_decided', decision: { action: 'reject' }, item: { status: 'rejected' } },
    })
    const events = await count('audit_events')
    expect((await client.post(url, decisionOf(item, 'approve'), { key })).text).toBe(refused.text)
    expect(await count('audit_events')).toBe(events)
  })

  test('a key whose first use was refused for its content is free again', async () => {
    const key = newId()
    expect((await client.post('/api/runs', { ...proposal('x'), repoId: newId() }, { key })).status).toBe(404)
    expect((await client.post('/api/runs', proposal('x'), { key })).status).toBe(201)
  })

  test('opposite decisions of two clients: one wins, the other is told who', {
    timeout: 120_000,
  }, async () => {
    const asked = await placesAsked()
    let approved = 0
    for (let round = 0; round < 100; round += 1) {
      const run = await proposeRun(client, repoId)
      const item = await pendingItem(client, run.id)
      const url = `/api/inbox/${item.id}/decision`
      const actions = round % 2 === 0 ? (['approve', 'reject'] as const) : (['reject', 'approve'] as const)
      const answers = await Promise.all(
        actions.map((action) => client.post(url, decisionOf(item, action), { key: newId() })),
      )
      const winner = answers.find(({ status }) => status === 200)
      const loser = answers.find(({ status }) => status === 409)
      expect([winner, loser]).not.toContain(undefined)
      expect(loser!.json).toMatchObject({
        code: 'already_decided',
        decision: winner!.json.item.decision,
        item: winner!.json.item,
      })
      expect((await client.get(`/api/runs/${run.id}`)).json).toEqual(winner!.json.run)
      if (winner!.json.run.status === 'approved') approved += 1
    }
    // Each that was approved asks for a place, once.
    expect((await placesAsked()) - asked).toBe(approved)
  })

  test('a run is not proposed on a repository that is removed at that moment', async () => {
    const path = makeRepository(join(test_.directory, 'race'))
    let { id } = await addRepo(client, path)
    for (let round = 0; round < 20; round += 1) {
      const [removed, proposed] = await Promise.all([
        client.delete(`/api/repos/${id}`),
        client.post('/api/runs', { ...proposal('race'), repoId: id }),
      ])
      const won = proposed.status === 201
      expect([removed.status, proposed.status]).toEqual(won ? [409, 201] : [204, 404])
      if (won) await client.post(`/api/runs/${proposed.json.id}/cancel`, {})
      else id = (await addRepo(client, path)).id
    }
  })

  test('behind other mail the command waits for its turn, and a repetition finds its answer', async () => {
    const run = await proposeRun(client, repoId)
    const to = { kind: 'run', key: run.id }
    await test_.store.storage.transaction(async (tx) => {
      tx.tell(to, { type: 'may-go-on', effectId: 'none', attempt: 1, baseSha: null })
    })
    const dispatch = startDispatch({ storage: test_.store.storage, cast, onError: console.error })
    const key = newId()
    const [one, two] = await Promise.all([
      client.post(`/api/runs/${run.id}/cancel`, {}, { key }),
      client.post(`/api/runs/${run.id}/cancel`, {}, { key }),
    ])
    await dispatch.stop()
    expect(one).toMatchObject({ status: 200, json: { status: 'cancelled' }, text: two.text })
  })
})
