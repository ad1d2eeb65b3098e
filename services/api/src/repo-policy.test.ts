import { DEFAULT_RUN_BUDGET, graphDescriptors, type RepoView } from '@pm-bot/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DATABASES, openTestApi, type TestApi } from './test-api.fixture.ts'
import { type Client, createClient } from './test-client.fixture.ts'
import { addRepo, SPEC } from './test-steps.fixture.ts'

const GRAPH = 'repo_answerer/v1'
const NONE = { tools: null, budget: null, pollSeconds: null }
const TOOLS = { rules: [{ tool: 'read_file', where: { path: 'src/**' }, verdict: 'allow' }] }
const BUDGET = { calls: 7, microUsd: 500_000 }

describe.each(DATABASES)('the policy of a repository, on %s', (database) => {
  let test_: TestApi
  let client: Client
  let local: RepoView
  let onGitHub: RepoView
  beforeAll(async () => {
    test_ = await openTestApi(database)
    client = createClient(test_)
    local = await addRepo(client, test_.repository)
    onGitHub = (await client.post('/api/repos', { fullName: 'octo/shop' })).json
  })
  afterAll(() => test_.close())

  const read = async ({ id }: RepoView): Promise<RepoView> => (await client.get(`/api/repos/${id}`)).json
  const patch = (repo: RepoView, body: unknown, headers: Record<string, string> = {}) =>
    client.patch(`/api/repos/${repo.id}`, body, { headers })
  const propose = async (more: object = {}) => {
    const body = { repoId: local.id, goal: 'Find it', graphId: GRAPH, spec: {}, ...more }
    const { status, json, text } = await client.post('/api/runs', body)
    expect(status, text).toBe(201)
    return json
  }
  const inAudit = async (type: string) =>
    (await client.get(`/api/audit?type=${type}&repoId=${local.id}`)).json.items

  test('says nothing until it is set', () => {
    expect(local.policy).toEqual(NONE)
    expect(onGitHub.policy).toEqual(NONE)
  })

  test('is set part by part or with the places, seen in the list, and recorded', async () => {
    const first = await patch(local, { policy: { tools: TOOLS }, maxRuns: 2 })
    expect(first).toMatchObject({ status: 200, json: { policy: { ...NONE, tools: TOOLS }, maxRuns: 2 } })
    const second = await patch(local, { policy: { budget: BUDGET } })
    const policy = { ...NONE, tools: TOOLS, budget: BUDGET }
    expect(second).toMatchObject({ status: 200, json: { policy, maxRuns: 2 } })
    expect(second.json.version).toBeGreaterThan(first.json.version)
    const { items } = (await client.get('/api/repos')).json
    expect(items.find(({ id }: RepoView) => id === local.id)).toMatchObject({ policy })
    expect((await inAudit('policy-changed'))[0]).toMatchObject({ payload: { policy, by: 'operator' } })
  })

  test('set again as it stands changes nothing, and the same key answers the same', async () => {
    const before = await read(local)
    expect((await patch(local, { policy: { tools: TOOLS } })).json.version).toBe(before.version)
    const key = 'policy-once'
    const url = `/api/repos/${local.id}`
    const sent = await client.patch(url, { policy: { tools: null } }, { key })
    await patch(local, { policy: { tools: TOOLS } })
    expect(await client.patch(url, { policy: { tools: null } }, { key })).toMatchObject({ json: sent.json })
    expect((await read(local)).policy.tools).toEqual(TOOLS)
  })

  test('is not changed by who saw an older one', async () => {
    const before = await read(local)
    const stale = await patch(local, { policy: { tools: null } }, { 'if-match': '"1"' })
    expect(stale).toMatchObject({
      status: 409,
      json: { code: 'version_conflict', current: { version: before.version, policy: before.policy } },
    })
    expect(await read(local)).toEqual(before)
    const fresh = await patch(local, { policy: { budget: {} } }, { 'if-match': `"${before.version}"` })
    expect(fresh.json.policy.budget).toEqual({})
    await patch(local, { policy: { budget: BUDGET } })
  })

  test('is what a run gets whose proposal says nothing', async () => {
    expect(await propose()).toMatchObject({ tools: TOOLS, budget: BUDGET })
  })

  test('gives way to what a proposal says', async () => {
    expect(await propose({ tools: { rules: [] } })).toMatchObject({ tools: { rules: [] }, budget: BUDGET })
    expect(await propose({ budget: {} })).toMatchObject({ tools: TOOLS, budget: {} })
  })

  test('gives a command its limits and no rules, which it has no use for', async () => {
    const run = await propose({ graphId: 'run_command/v1', spec: SPEC })
    expect(run).toMatchObject({ tools: null, budget: BUDGET })
  })

  test('changes nothing that was proposed or kept before', async () => {
    await patch(local, { policy: { tools: null, budget: null } })
    const run = await propose()
    const command = await propose({ graphId: 'run_command/v1', spec: SPEC })
    const kept = { repoId: local.id, goal: 'Find it', graphId: GRAPH, spec: {} }
    const template = await client.post('/api/run-templates', { name: 'Finder', ...kept })
    const commands = { ...kept, graphId: 'run_command/v1', spec: SPEC }
    const other = await client.post('/api/run-templates', { name: 'True', ...commands })
    await patch(local, { policy: { tools: TOOLS, budget: BUDGET } })

    const { tools } = graphDescriptors.find(({ graphId }) => graphId === GRAPH)!
    const usual = { tools, budget: DEFAULT_RUN_BUDGET }
    expect((await client.get(`/api/runs/${run.id}`)).json).toMatchObject(usual)
    expect((await client.post(`/api/runs/${run.id}/retry`, {})).json).toMatchObject(usual)
    expect((await client.post(`/api/runs/${command.id}/retry`, {})).json).toMatchObject({ budget: null })
    const again = (id: string) => client.post(`/api/run-templates/${id}/propose`, {})
    expect((await again(template.json.id)).json).toMatchObject(usual)
    expect((await again(other.json.id)).json).toMatchObject({ budget: null })
    const renamed = await client.patch(`/api/run-templates/${other.json.id}`, { goal: 'Be true' })
    expect(renamed).toMatchObject({ status: 200, json: { budget: null } })
  })

  test('bounds the looks at GitHub, and only there', async () => {
    const bounds = { pollSeconds: { min: 30, max: 86_400 } }
    expect((await patch(onGitHub, { policy: bounds })).json.policy).toEqual({ ...NONE, ...bounds })
    const before = await read(local)
    const refused = await patch(local, { policy: bounds })
    expect(refused).toMatchObject({
      status: 422,
      json: { detail: expect.stringContaining('for repositories on GitHub'), errors: [{ in: 'body' }] },
    })
    expect(await read(local)).toEqual(before)
  })

  test('that cannot be is refused in words, and nothing changes', async () => {
    const before = await read(onGitHub)
    const crossed = await patch(onGitHub, { policy: { pollSeconds: { min: 61, max: 60 } }, maxRuns: 9 })
    expect(crossed).toMatchObject({
      status: 422,
      json: {
        detail: '“policy.pollSeconds.max” must be at least pollSeconds.min, which is 61.',
        errors: [{ in: 'body', path: 'policy.pollSeconds.max' }],
      },
    })
    const long = { tool: 'read_file', where: { path: 'x'.repeat(1_000) }, verdict: 'deny' }
    const tools = { rules: Array.from({ length: 80 }, () => long) }
    expect(await patch(onGitHub, { policy: { tools } })).toMatchObject({
      status: 422,
      json: { detail: expect.stringContaining('at most 65536 characters') },
    })
    const refused: [policy: object, path: string][] = [
      [{ pollSeconds: { min: 29, max: 60 } }, 'policy.pollSeconds.min'],
      [{ pollSeconds: { min: 60, max: 86_401 } }, 'policy.pollSeconds.max'],
      [{ pollSeconds: { min: 60 } }, 'policy.pollSeconds.max'],
      [{ tools: { rules: [{ tool: 'run', verdict: 'maybe' }] } }, 'policy.tools.rules.0.verdict'],
      [{ budget: { calls: -1 } }, 'policy.budget.calls'],
    ]
    for (const [policy, path] of refused) {
      const { status, json } = await patch(onGitHub, { policy })
      expect([status, json.errors[0].path]).toEqual([400, path])
    }
    expect(await read(onGitHub)).toEqual(before)
  })
})
