import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { newId, type RunView } from '@pm-bot/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { snapshot } from './snapshot.fixture.ts'
import { DATABASES, makeRepository, openTestApi, type TestApi } from './test-api.fixture.ts'
import { type Client, createClient } from './test-client.fixture.ts'
import { addRepo, decisionOf, pendingItem, proposeChangeset, proposeRun } from './test-steps.fixture.ts'

const REFUSED = {
  status: 409,
  json: { code: 'transition_refused', detail: expect.stringMatching(/is disabled; enable it first\.$/) },
}

describe.each(DATABASES)('a disabled repository on %s', (database) => {
  let test_: TestApi
  let client: Client
  let repoId: string
  beforeAll(async () => {
    test_ = await openTestApi(database)
    client = createClient(test_)
    repoId = (await addRepo(client, test_.repository)).id
  })
  afterAll(() => test_.close())

  const setStatus = async (status: 'active' | 'disabled', id = repoId) =>
    expect((await client.patch(`/api/repos/${id}`, { status })).status).toBe(200)

  async function expectPaused(run: RunView) {
    const item = await pendingItem(client, run.id)
    await setStatus('disabled')
    const written = await snapshot(test_.store)
    const url = `/api/inbox/${item.id}/decision`
    const key = newId()
    expect(await client.post(url, decisionOf(item, 'approve'), { key })).toMatchObject(REFUSED)
    if (item.kind === 'run_start')
      expect(await client.post(`/api/runs/${run.id}/approve`, {})).toMatchObject(REFUSED)
    expect(await snapshot(test_.store)).toEqual(written)
    return { url, item, key }
  }

  test('starts no run, until it is enabled', async () => {
    const run = await proposeRun(client, repoId)
    const { url, item, key } = await expectPaused(run)
    await setStatus('active')
    const approved = await client.post(url, decisionOf(item, 'approve'), { key })
    expect(approved).toMatchObject({ status: 200, json: { run: { status: 'approved' } } })
    await setStatus('disabled')
    expect(await client.post(url, decisionOf(item, 'approve'))).toMatchObject({
      status: 409,
      json: { code: 'already_decided' },
    })
    await setStatus('active')
  })

  test('gets no change written, but both may be rejected', async () => {
    const run = await proposeRun(client, repoId)
    await client.post(`/api/runs/${run.id}/approve`, {})
    await proposeChangeset(test_, run)
    const { url, item } = await expectPaused(run)
    expect((await client.post(url, decisionOf(item, 'reject'))).json.run.status).toBe('rejected')
    await setStatus('active')

    const other = await proposeRun(client, repoId)
    await expectPaused(other)
    const rejected = await client.post(`/api/runs/${other.id}/reject`, {})
    expect(rejected.json.status).toBe('rejected')
    await setStatus('active')
  })

  test('keeps an approval from being posted behind other mail', async () => {
    const run = await proposeRun(client, repoId)
    await test_.store.storage.transaction(async (tx) => {
      tx.tell(
        { kind: 'run', key: run.id },
        { type: 'may-go-on', effectId: 'none', attempt: 1, baseSha: null },
      )
    })
    await expectPaused(run)
    await setStatus('active')
  })

  test('disabled at that moment: a refused approval leaves nothing decided', async () => {
    const { id } = await addRepo(client, makeRepository(join(test_.directory, 'race')))
    for (let round = 0; round < 20; round += 1) {
      const run = await proposeRun(client, id)
      const [approved] = await Promise.all([
        client.post(`/api/runs/${run.id}/approve`, {}),
        setStatus('disabled', id),
      ])
      const { status } = (await client.get(`/api/runs/${run.id}`)).json
      expect([approved.status, status]).toEqual(
        approved.status === 200 ? [200, 'approved'] : [409, 'proposed'],
      )
      await setStatus('active', id)
    }
  })

  // On SQLite nobody else writes while a transaction is open: there is no such moment.
  if (database === 'sqlite') return
  test.each([
    { mail: 'no mail', keyed: true, outcome: [409, 'proposed'] },
    { mail: 'other mail', keyed: true, outcome: [200, 'approved'] },
    { mail: 'other mail', keyed: false, outcome: [200, 'approved'] },
  ])('disabled after the look-up, with $mail, key $keyed: the answer is what was decided', async (row) => {
    const run = await proposeRun(client, repoId)
    const to = { kind: 'run', key: run.id }
    const asked = await test_.store.storage.transaction(async (tx) => {
      await tx.lockActor(to)
      const approval = client.post(`/api/runs/${run.id}/approve`, {}, row.keyed ? { key: newId() } : {})
      await sleep(200)
      await setStatus('disabled')
      if (row.mail === 'other mail')
        tx.tell(to, { type: 'may-go-on', effectId: 'none', attempt: 1, baseSha: null })
      return { approval }
    })
    const { status } = await asked.approval
    expect([status, (await client.get(`/api/runs/${run.id}`)).json.status]).toEqual(row.outcome)
    await setStatus('active')
  })
})
