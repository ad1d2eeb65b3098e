import { DEFAULT_RUN_BUDGET, graphDescriptors } from '@pm-bot/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DATABASES, openTestApi, type TestApi } from './test-api.fixture.ts'
import { type Client, createClient } from './test-client.fixture.ts'
import { addRepo, pendingItem, proposeRun } from './test-steps.fixture.ts'

const GRAPH = 'repo_answerer/v1'
const TOOLS = {
  rules: [
    { tool: 'read_file', where: { path: 'secret/**' }, verdict: 'deny' },
    { tool: 'read_file', verdict: 'allow' },
  ],
}

describe.each(DATABASES)('what a run may do and spend, on %s', (database) => {
  let test_: TestApi
  let client: Client
  let repoId: string
  beforeAll(async () => {
    test_ = await openTestApi(database)
    client = createClient(test_)
    repoId = (await addRepo(client, test_.repository)).id
  })
  afterAll(() => test_.close())

  const propose = async (more: object) => {
    const body = { repoId, goal: 'Find it', graphId: GRAPH, spec: {}, ...more }
    const { status, json, text } = await client.post('/api/runs', body)
    expect(status, text).toBe(201)
    return json
  }

  test('needs no spec where its graph needs none', async () => {
    expect(await propose({ spec: undefined })).toMatchObject({ status: 'proposed', spec: {} })
    const body = { repoId, goal: 'Find it', graphId: 'run_command/v1' }
    const { status, json } = await client.post('/api/runs', body)
    expect([status, json.errors]).toEqual([422, [expect.objectContaining({ path: 'spec.command' })]])
  })

  test('is frozen with its proposal, shown with its start, and kept by a retry', async () => {
    const limits = { tools: TOOLS, budget: { tokens: 5000, microUsd: 2_000_000 } }
    const run = await propose(limits)
    expect(run).toMatchObject({ ...limits, taint: [] })
    const item = await pendingItem(client, run.id)
    expect(item.payload).toMatchObject(limits)
    const again = await client.post(`/api/runs/${run.id}/retry`, {})
    expect(again).toMatchObject({ status: 201, json: { ...limits, retryOf: run.id } })
    expect((await pendingItem(client, again.json.id)).payload).toMatchObject(limits)
  })

  test('is a part of what is approved', async () => {
    const [one, other] = [await propose({ tools: TOOLS }), await propose({ tools: { rules: [] } })]
    const [first, second] = [await pendingItem(client, one.id), await pendingItem(client, other.id)]
    expect(first.subjectHash).not.toBe(second.subjectHash)
  })

  test('is what its graph says and a usual budget where nothing is said', async () => {
    const run = await propose({})
    const { tools } = graphDescriptors.find(({ graphId }) => graphId === GRAPH)!
    expect(run).toMatchObject({ tools, budget: DEFAULT_RUN_BUDGET })
    expect((await pendingItem(client, run.id)).payload).toMatchObject({ tools, budget: DEFAULT_RUN_BUDGET })
  })

  test('is not said of a command, which uses no tools', async () => {
    const run = await proposeRun(client, repoId)
    expect(run).toMatchObject({ tools: null, budget: null })
    expect(Object.keys((await pendingItem(client, run.id)).payload as object)).not.toContain('tools')
    const body = { repoId, goal: 'x', graphId: 'run_command/v1', spec: { command: ['true'] }, tools: TOOLS }
    const refused = await client.post('/api/runs', body)
    expect(refused).toMatchObject({ status: 422, json: { errors: [{ path: 'tools' }] } })
  })

  test('an agent that no model drives has nobody who listens', async () => {
    const run = await proposeRun(client, repoId)
    const said = await client.post(`/api/runs/${run.id}/steer`, { text: 'be quick' })
    expect(said).toMatchObject({ status: 409, json: { code: 'action_not_allowed' } })
  })
})
