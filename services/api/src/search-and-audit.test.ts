import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DATABASES, openTestApi, PORT, type TestApi } from './test-api.fixture.ts'
import { createClient } from './test-client.fixture.ts'
import { addRepo, proposeRun } from './test-steps.fixture.ts'

describe.each(DATABASES)('on %s', (database) => {
  let test_: TestApi
  let runId: string
  let repoId: string
  beforeAll(async () => {
    test_ = await openTestApi(database)
    const client = createClient(test_)
    repoId = (await addRepo(client, test_.repository)).id
    runId = (await proposeRun(client, repoId)).id
  })
  afterAll(() => test_.close())

  test('a run is found by its goal', async () => {
    const client = createClient(test_)
    const { goal } = (await client.get(`/api/runs/${runId}`)).json
    const ask = async (q: string, more = '') =>
      await client.get(`/api/search?q=${encodeURIComponent(q)}${more}`)
    const { status, json } = await ask(goal)
    expect(status).toBe(200)
    expect(json).toMatchObject({
      items: [{ kind: 'run', runId, repoId, title: goal, trust: 'operator', state: 'proposed' }],
      nextCursor: null,
    })
    expect((await ask(goal, '&kind=issue')).json.items).toEqual([])
    for (const q of ['', '"', `' or 1=1 --`, 'NEAR(', '*', '\ud800'.toWellFormed()])
      expect(await ask(q), q).toMatchObject({ status: 200, json: { items: [] } })
    expect(await client.get('/api/search')).toMatchObject({ status: 400 })
    expect(await ask('x'.repeat(201))).toMatchObject({ status: 400 })
  })

  test('the audit trail is downloaded as lines, as a list of it is filtered', async () => {
    const client = createClient(test_)
    const listed = (await client.get(`/api/audit?repoId=${repoId}&by=operator`)).json.items
    expect(listed.map(({ type }: { type: string }) => type)).toContain('run-proposed')
    const { body, headers } = await test_.api.inject({
      url: `/api/audit/export?repoId=${repoId}&by=operator`,
      headers: { host: `127.0.0.1:${PORT}` },
    })
    expect(headers['content-type']).toContain('application/x-ndjson')
    expect(headers['content-disposition']).toBe('attachment; filename="audit.jsonl"')
    const lines = body.split('\n')
    expect(lines.pop()).toBe('')
    // The sealer may have been at work in between.
    const ids = lines.map((line) => JSON.parse(line).id)
    expect(ids).toEqual(listed.map(({ id }: { id: string }) => id))
    expect((await client.get('/api/audit?type=nothing-such')).json).toEqual({ items: [], nextCursor: null })
  })
})
