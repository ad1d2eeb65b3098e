import { newId, startHash } from '@pm-bot/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DATABASES, openTestApi, type TestApi } from './test-api.fixture.ts'
import { type Client, createClient } from './test-client.fixture.ts'
import { addRepo, pendingItem, SPEC } from './test-steps.fixture.ts'

describe.each(DATABASES)('templates of runs on %s', (database) => {
  let test_: TestApi
  let client: Client
  let repoId: string
  beforeAll(async () => {
    test_ = await openTestApi(database)
    client = createClient(test_)
    repoId = (await addRepo(client, test_.repository)).id
  })
  afterAll(() => test_.close())

  const proposal = () => ({ repoId, goal: 'Tidy up', graphId: 'run_command/v1', spec: SPEC })
  const created = async (more = {}) => {
    const { status, json } = await client.post('/api/run-templates', {
      name: 'Nightly',
      ...proposal(),
      ...more,
    })
    expect(status, JSON.stringify(json)).toBe(201)
    return json
  }
  const version = (of: { version: number }) => ({ headers: { 'if-match': `"${of.version}"` } })

  test('keeps a proposal under a name, and proposes it with one call', async () => {
    const template = await created()
    expect(template).toMatchObject({ ...proposal(), name: 'Nightly', repoName: 'repository' })
    expect(template.contentHash).toBe(
      startHash({ ...proposal(), tools: template.tools, budget: template.budget }),
    )
    expect((await client.get(`/api/run-templates/${template.id}`)).json).toEqual(template)

    const key = newId()
    const propose = () => client.post(`/api/run-templates/${template.id}/propose`, {}, { key })
    const { status, json: run } = await propose()
    expect(status).toBe(201)
    expect(run).toMatchObject({
      ...proposal(),
      status: 'proposed',
      templateId: template.id,
      scheduleId: null,
    })
    expect((await propose()).json).toEqual(run)
    expect(await pendingItem(client, run.id)).toMatchObject({ kind: 'run_start' })
    const audit = await client.get(`/api/audit?runId=${run.id}`)
    expect(audit.json.items).toContainEqual(
      expect.objectContaining({
        type: 'run-proposed',
        payload: expect.objectContaining({ by: 'operator', origin: { templateId: template.id } }),
      }),
    )
  })

  test('lists them, of a repository too', async () => {
    const template = await created({ name: 'Listed' })
    const ids = async (query: string) =>
      (await client.get(`/api/run-templates?${query}`)).json.items.map(({ id }: { id: string }) => id)
    expect(await ids('')).toContain(template.id)
    expect(await ids(`repoId=${repoId}`)).toContain(template.id)
    expect(await ids(`repoId=${newId()}`)).toEqual([])
    const { json } = await client.get('/api/run-templates?limit=1')
    expect(json.nextCursor).toBe(json.items[0].id)
    expect(await ids(`limit=50&cursor=${json.nextCursor}`)).not.toContain(json.items[0].id)
  })

  test('changes one for whoever saw its newest version', async () => {
    const template = await created()
    const url = `/api/run-templates/${template.id}`
    const renamed = await client.patch(url, { name: 'Weekly' }, version(template))
    expect(renamed).toMatchObject({
      status: 200,
      json: { name: 'Weekly', contentHash: template.contentHash },
    })
    const stale = await client.patch(url, { goal: 'Something else' }, version(template))
    expect(stale).toMatchObject({
      status: 409,
      json: { code: 'version_conflict', current: { name: 'Weekly' } },
    })
    const changed = await client.patch(url, { spec: { command: ['false'] } }, version(renamed.json))
    expect(changed).toMatchObject({ status: 200, json: { goal: 'Tidy up', spec: { command: ['false'] } } })
    expect(changed.json.contentHash).not.toBe(template.contentHash)
  })

  test('refuses what could not be proposed, and writes nothing of it', async () => {
    const refused = await client.post('/api/run-templates', { name: 'x', ...proposal(), spec: {} })
    expect(refused).toMatchObject({ status: 422, json: { code: 'invalid_spec' } })
    const { id } = await created()
    const change = await client.patch(`/api/run-templates/${id}`, { graphId: 'nope' })
    expect(change).toMatchObject({ status: 422, json: { errors: [{ path: 'graphId' }] } })
    expect((await client.patch(`/api/run-templates/${id}`, {})).status).toBe(400)
    for (const method of ['get', 'delete'] as const) {
      expect((await client[method](`/api/run-templates/${newId()}`)).status).toBe(404)
    }
    expect((await client.post(`/api/run-templates/${newId()}/propose`, {})).status).toBe(404)
  })

  test('removes one that no schedule proposes', async () => {
    const template = await created()
    const url = `/api/run-templates/${template.id}`
    const rule = { templateId: template.id, cron: '0 6 * * *', timeZone: 'UTC' }
    const schedule = await client.post('/api/schedules', rule)
    expect(await client.delete(url)).toMatchObject({
      status: 409,
      json: { code: 'transition_refused', schedules: 1 },
    })
    expect((await client.delete(`/api/schedules/${schedule.json.id}`)).status).toBe(204)
    expect((await client.delete(url, version(template))).status).toBe(204)
    expect((await client.get(url)).status).toBe(404)
    expect((await client.post(`${url}/propose`, {})).status).toBe(404)
    expect((await client.post('/api/schedules', rule)).status).toBe(404)
  })
})
