import { FIRST_WORKSPACE, type GrantSuggestionView, newId } from '@pm-bot/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decideCalls } from './decided-calls.fixture.ts'
import { DATABASES, openTestApi, type TestApi } from './test-api.fixture.ts'
import { type Client, createClient } from './test-client.fixture.ts'
import { addRepo, proposeRun } from './test-steps.fixture.ts'

const NPM_TEST = { argv: ['npm', 'test'], timeoutSeconds: 60 }

describe.each(DATABASES)('suggestions of grants on %s', (database) => {
  let test_: TestApi
  let client: Client
  let run: { id: string; repoId: string }
  beforeAll(async () => {
    test_ = await openTestApi(database)
    client = createClient(test_)
    run = await proposeRun(client, (await addRepo(client, test_.repository)).id)
  })
  afterAll(() => test_.close())

  const list = async (query = ''): Promise<GrantSuggestionView[]> => {
    const { status, json } = await client.get(`/api/grants/suggestions${query}`)
    expect([status, json.nextCursor]).toEqual([200, null])
    return json.items
  }
  const decide = (...calls: Parameters<typeof decideCalls>[2]) =>
    decideCalls(test_.store.database, run, calls)
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

  test('come from decisions of the last 30 days, with links to them, and end when one is taken', async () => {
    expect(await list()).toEqual([])
    await decide({ args: NPM_TEST, at: daysAgo(31) }, { args: NPM_TEST, at: daysAgo(29) })
    const [second] = await decide({ args: NPM_TEST, at: daysAgo(2) })
    expect(await list(), 'the oldest is too old').toEqual([])
    const at = daysAgo(1)
    const [third] = await decide({ args: NPM_TEST, at })

    const [suggestion, ...more] = await list()
    expect(more).toEqual([])
    expect(suggestion).toMatchObject({
      tool: 'run',
      repoId: run.repoId,
      where: { argv: ['npm', 'test'] },
      times: 3,
      lastAt: at,
    })
    expect(suggestion!.items.slice(0, 2).map(({ itemId }) => itemId)).toEqual([third, second])
    const shown = await client.get(`/api/inbox/${third}`)
    expect(shown.json).toMatchObject({ status: 'approved', title: suggestion!.items[0]!.title })
    expect((await client.get('/api/grants')).json.items, 'nothing is granted by itself').toEqual([])

    const { tool, repoId, where } = suggestion!
    const given = await client.post('/api/grants', { tool, repoId, where })
    expect(given.status).toBe(201)
    expect(await list()).toEqual([])
    await client.delete(`/api/grants/${given.json.id}`)
    expect(await list()).toEqual([suggestion])
    await decide({ args: { argv: ['rm', '-rf', '.'] }, status: 'rejected', at: daysAgo(0.1) })
    expect(await list(), 'a refusal ends it').toEqual([])
  })

  test('leave out what a call carries, whatever its size, and arguments that are no object', async () => {
    const content = 'x'.repeat(200_000)
    const write = (path: string) => ({ tool: 'write_file', args: { path, content }, at: daysAgo(3) })
    const odd = ['text', 7, null, ['a'], true].map((args) => ({ tool: 'send_mail', args, at: daysAgo(3) }))
    await decide(write('docs/a'), write('docs/a'), write('docs/a'), ...odd)
    expect(await list()).toMatchObject([{ tool: 'write_file', where: { path: 'docs/a' }, times: 3 }])
  })

  test('are those of one workspace', async () => {
    const { json } = await client.post('/api/workspaces', { name: 'Other' })
    expect(await list(`?workspaceId=${json.id}`)).toEqual([])
    expect(await list(`?workspaceId=${FIRST_WORKSPACE.workspaceId}`)).toEqual(await list())
    expect((await client.get(`/api/grants/suggestions?workspaceId=${newId()}`)).status).toBe(404)
  })
})
