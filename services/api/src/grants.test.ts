import { type ActorReply, cast } from '@pm-bot/actors'
import {
  FIRST_WORKSPACE,
  type GrantsCommand,
  type GrantView,
  newId,
  type RunView,
  TOOL_NAMES,
} from '@pm-bot/domain'
import { ask } from '@pm-bot/runtime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DATABASES, openTestApi, type TestApi } from './test-api.fixture.ts'
import { type Client, createClient } from './test-client.fixture.ts'
import { addRepo, proposeRun } from './test-steps.fixture.ts'

const NPM_TEST = { argv: ['npm', 'test'] }

describe.each(DATABASES)('grants on %s', (database) => {
  let test_: TestApi
  let client: Client
  let run: RunView
  beforeAll(async () => {
    test_ = await openTestApi(database)
    client = createClient(test_)
    run = await proposeRun(client, (await addRepo(client, test_.repository)).id)
  })
  afterAll(() => test_.close())

  const tell = (message: GrantsCommand, workspaceId = FIRST_WORKSPACE.workspaceId) =>
    ask<ActorReply>(test_.store.storage, cast, { kind: 'grants', key: workspaceId }, message)
  const request = (tool: string, callId: string = newId()) => ({
    runId: run.id,
    repoId: run.repoId,
    tainted: false,
    callId,
    tool,
    args: NPM_TEST,
  })
  /** Which grant allows a call, as a performer asks. */
  const use = async (tool: string, callId?: string) => {
    const reply = await tell({ type: 'use-grant', ...request(tool, callId) })
    return (reply as { data: { grantId: string | null } }).data.grantId
  }
  const give = async (body: object): Promise<GrantView> => {
    const { status, json } = await client.post('/api/grants', body)
    expect(status, JSON.stringify(json)).toBe(201)
    return json
  }
  const read = async (id: string): Promise<GrantView> =>
    (await client.get('/api/grants?limit=200')).json.items.find((grant: GrantView) => grant.id === id)
  const audited = async (grantId: string): Promise<string[]> =>
    (await client.get('/api/audit?limit=200')).json.items
      .filter(({ payload }: { payload: object }) => JSON.stringify(payload).includes(grantId))
      .map(({ type }: { type: string }) => type)
      .reverse()

  test('one that is given allows calls, and each is written down', async () => {
    const grant = await give({ tool: 'one', where: { argv: ['npm', '**'] }, repoId: run.repoId, uses: 2 })
    expect(grant).toMatchObject({
      workspaceId: run.workspaceId,
      where: { argv: ['npm', '**'] },
      usesLeft: 2,
      uses: 0,
      by: 'operator',
      active: true,
    })
    expect(await use('one', 'a')).toBe(grant.id)
    expect(await use('one', 'a')).toBe(grant.id)
    expect(await use('one', 'b')).toBe(grant.id)
    expect(await use('one', 'c')).toBeNull()

    expect(await read(grant.id)).toMatchObject({ usesLeft: 0, uses: 2, active: false, revokedAt: null })
    const { json } = await client.get(`/api/grants/${grant.id}/uses?limit=1`)
    expect(json.items).toMatchObject([{ runId: run.id, callId: 'b', tool: 'one', itemId: null }])
    const next = await client.get(`/api/grants/${grant.id}/uses?limit=1&cursor=${json.nextCursor}`)
    expect(next.json).toMatchObject({ items: [{ callId: 'a' }], nextCursor: null })
    expect(await audited(grant.id)).toEqual(['grant-added', 'grant-used', 'grant-used', 'grant-ended'])
  })

  test('one that is revoked allows nothing any more; twice is once', async () => {
    const grant = await give({ tool: 'two' })
    expect(await use('two', 'a')).toBe(grant.id)
    for (const _ of [1, 2]) expect((await client.delete(`/api/grants/${grant.id}`)).status).toBe(204)
    expect(await use('two', 'a')).toBeNull()
    expect(await read(grant.id)).toMatchObject({ active: false, revokedAt: expect.any(String) })
    expect(await audited(grant.id)).toEqual(['grant-added', 'grant-used', 'grant-revoked'])
    expect((await client.delete(`/api/grants/${newId()}`)).status).toBe(404)
  })

  test('of callers that want the last use at once, one gets it', async () => {
    const grant = await give({ tool: 'three', uses: 1 })
    const allowed = await Promise.all(Array.from({ length: 8 }, () => use('three')))
    expect(allowed.filter((id) => id === grant.id)).toHaveLength(1)
    expect(allowed.filter((id) => id === null)).toHaveLength(7)
    expect(await read(grant.id)).toMatchObject({ uses: 1, usesLeft: 0 })
  })

  test('one releases what waits, in order, while its uses last', async () => {
    const items = [newId(), newId(), newId()]
    for (const itemId of items) await tell({ type: 'call-waits', itemId, ...request('four') })
    const grant = await give({ tool: 'four', uses: 2 })
    const told = await test_.store.database.read
      .selectFrom('actor_messages')
      .select('body')
      .where('kind', '=', 'run')
      .where('key', '=', run.id)
      .orderBy('seq')
      .execute()
    expect(told.map(({ body }) => JSON.parse(body))).toEqual(
      items.slice(0, 2).map((itemId) => ({ type: 'release-item', itemId, grantId: grant.id })),
    )
    const { json } = await client.get(`/api/grants/${grant.id}/uses`)
    expect(json.items.map(({ itemId }: { itemId: string }) => itemId)).toEqual([items[1], items[0]])
    expect(await audited(grant.id)).toContain('item-released')
  })

  test('the list tells those that stand from the others, of one workspace or of all', async () => {
    const other = (await client.post('/api/workspaces', { name: 'Other' })).json.id
    const [over, standing] = [
      await give({ tool: 'five', workspaceId: other }),
      await give({ tool: 'five', workspaceId: other, until: '2999-01-01T00:00:00Z' }),
    ]
    await client.delete(`/api/grants/${over.id}`)
    const ids = async (query: string) =>
      (await client.get(`/api/grants?workspaceId=${other}${query}`)).json.items.map(({ id }: GrantView) => id)
    expect(await ids('')).toEqual([standing.id, over.id])
    expect(await ids('&active=true')).toEqual([standing.id])
    expect(await ids('&active=false')).toEqual([over.id])
    const first = (await client.get(`/api/grants?workspaceId=${other}&limit=1`)).json
    expect(first).toMatchObject({ items: [{ id: standing.id }], nextCursor: standing.id })
    expect(await ids(`&cursor=${first.nextCursor}`)).toEqual([over.id])
    const all = (await client.get('/api/grants?active=true&limit=200')).json.items
    expect(all.map(({ id }: GrantView) => id)).toContain(standing.id)
  })

  test('one is over when its date is past, also before its timer fires', async () => {
    const grant = await give({ tool: 'six', until: '2999-01-01T00:00:00Z' })
    expect(grant.until).toBe('2999-01-01T00:00:00.000Z')
    const timer = await test_.store.database.read
      .selectFrom('timers')
      .select(['due_at', 'message'])
      .where('name', '=', `expire/${grant.id}`)
      .executeTakeFirstOrThrow()
    expect(timer.due_at).toBe('2999-01-01T00:00:00.000Z')
    expect(JSON.parse(timer.message)).toEqual({ type: 'expire-grant', grantId: grant.id })
    await test_.store.database.writer
      .updateTable('grants')
      .set({ until: '2020-01-01T00:00:00.000Z' })
      .where('grant_id', '=', grant.id)
      .execute()
    expect(await read(grant.id)).toMatchObject({ active: false, endedAt: null })
  })

  test('none is given for what is over or does not belong together', async () => {
    const ended = await proposeRun(client, run.repoId)
    await client.post(`/api/runs/${ended.id}/cancel`, {})
    const other = (await client.post('/api/workspaces', { name: 'Another' })).json.id
    const refused = async (body: object) =>
      (await client.post('/api/grants', { tool: 'seven', ...body })).json
    expect(await refused({ runId: ended.id })).toMatchObject({ status: 409, code: 'transition_refused' })
    expect(await refused({ until: '2020-01-01T00:00:00Z' })).toMatchObject({
      status: 409,
      code: 'action_not_allowed',
    })
    expect(await refused({ workspaceId: other, repoId: run.repoId })).toMatchObject({ status: 400 })
    expect(await refused({ workspaceId: newId() })).toMatchObject({ status: 404 })
    expect(await use('seven')).toBeNull()
  })

  test('the tools that one may name are listed', async () => {
    const { status, json } = await client.get('/api/tools?limit=200')
    expect(status).toBe(200)
    expect(json.items.map(({ id }: { id: string }) => id)).toEqual([...TOOL_NAMES])
    expect(json.items[0]).toMatchObject({
      id: 'read_file',
      risk: 'low',
      effect: 'none',
      argsSchema: { type: 'object', required: ['path'] },
    })
  })

  test('a key gives the same grant again', async () => {
    const key = newId()
    const body = { tool: 'eight', uses: 1 }
    const [first, second] = [
      await client.post('/api/grants', body, { key }),
      await client.post('/api/grants', body, { key }),
    ]
    expect(second.text).toBe(first.text)
  })
})
