import { cast } from '@pm-bot/actors'
import {
  type BudgetCommand,
  type BudgetView,
  daysAfter,
  FIRST_WORKSPACE,
  newId,
  type ReserveAnswer,
  type RunView,
  type SpendHistoryView,
  type SpendRequest,
} from '@pm-bot/domain'
import { ask } from '@pm-bot/runtime'
import { lookUpRunBudget } from '@pm-bot/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DATABASES, openTestApi, type TestApi } from './test-api.fixture.ts'
import { type Client, createClient } from './test-client.fixture.ts'
import { addRepo, proposeRun } from './test-steps.fixture.ts'

const PRICE = { inputMicroUsdPerMillion: 150_000, outputMicroUsdPerMillion: 600_000 }

describe.each(DATABASES)('budgets on %s', (database) => {
  let test_: TestApi
  let client: Client
  let repoId: string
  beforeAll(async () => {
    test_ = await openTestApi(database)
    client = createClient(test_)
    repoId = (await addRepo(client, test_.repository)).id
  })
  afterAll(() => test_.close())

  const tell = async (command: BudgetCommand) => {
    const to = { kind: 'budget', key: FIRST_WORKSPACE.workspaceId }
    return (await ask<{ data?: unknown }>(test_.store.storage, cast, to, command)).data
  }
  async function openRun(limits: object = {}): Promise<RunView> {
    const run = await proposeRun(client, repoId)
    await tell({ type: 'open-run', runId: run.id, repoId, limits })
    return run
  }
  /** As a performer asks. */
  async function reserve(runId: string, request: Partial<SpendRequest> = {}): Promise<ReserveAnswer> {
    const command = {
      type: 'reserve' as const,
      runId,
      repoId,
      attempt: 'attempt',
      callId: newId(),
      provider: 'openai',
      model: 'openai:small',
      quotaKey: null,
      inputTokens: 1000,
      outputTokens: 500,
      seconds: 30,
      ...request,
    }
    const answer = (await tell(command)) as ReserveAnswer
    if (answer.status !== 'unknown-run') return answer
    const row = await lookUpRunBudget(test_.store.database, runId)
    return (await tell({ ...command, run: row!.known })) as ReserveAnswer
  }
  async function spend(runId: string, inputTokens: number, outputTokens: number, seconds = 1): Promise<void> {
    const answer = await reserve(runId, { inputTokens, outputTokens })
    if (answer.status !== 'granted') throw new Error(JSON.stringify(answer))
    const { reservationId } = answer
    await tell({ type: 'settle', reservationId, spent: { inputTokens, outputTokens, seconds } })
  }
  const measure = (view: Pick<BudgetView, 'measures'>, name: string) =>
    view.measures.find((each) => each.measure === name)!
  const history = async (query = ''): Promise<SpendHistoryView> =>
    (await client.get(`/api/budgets/history${query}`)).json
  const put = (scope: object, limits: object, more: object = {}) =>
    client.put('/api/budgets', { scope, limits }, more)
  const budgets = async (): Promise<BudgetView[]> => (await client.get('/api/budgets')).json.items

  test('limits are set for a scope, shown with what is spent, and taken away', async () => {
    const day = { kind: 'day', key: '*' }
    expect(await budgets()).toMatchObject([{ scope: day, ownLimits: {}, version: 0 }])
    const set = await put(day, { tokens: 10_000 }, { headers: { 'if-match': '0' }, key: newId() })
    expect(set).toMatchObject({ status: 200, json: { scope: day, ownLimits: { tokens: 10_000 } } })
    expect(await put(day, { tokens: 1 }, { headers: { 'if-match': '0' } })).toMatchObject({
      status: 409,
      json: { code: 'version_conflict', current: { version: set.json.version } },
    })

    const run = await openRun()
    await spend(run.id, 100, 50)
    const [today, repo, provider] = await budgets()
    expect(measure(today!, 'tokens')).toMatchObject({ limit: 10_000, spent: 150, reserved: 0, warned: false })
    expect(repo!.scope).toEqual({ kind: 'repo', key: repoId })
    expect(provider!.scope).toEqual({ kind: 'provider', key: 'openai' })
    expect(measure(provider!, 'calls')).toMatchObject({ limit: null, spent: 1 })

    const gone = await put(day, {}, { headers: { 'if-match': `${set.json.version}` } })
    expect(gone).toMatchObject({ status: 200, json: { ownLimits: {}, version: 0 } })
  })

  test('an extension and a warning show in the rows and in the audit trail, whether the run is remembered or not', async () => {
    const run = await openRun({ tokens: 1600 })
    const extend = (itemId: string) =>
      tell({
        type: 'extend-limit',
        scope: { kind: 'run', key: run.id },
        measure: 'tokens',
        amount: 400,
        itemId,
        by: 'operator',
      })
    await extend('before it was remembered')
    await spend(run.id, 1000, 500)
    await spend(run.id, 100, 0)
    await extend('after it was remembered')
    await extend('after it was remembered')
    await spend(run.id, 300, 0)
    const { json } = await client.get(`/api/runs/${run.id}/spend`)
    expect(measure(json, 'tokens')).toMatchObject({ limit: 2400, spent: 1900, reserved: 0, warned: false })
    expect(await reserve(run.id)).toMatchObject({
      status: 'exhausted',
      shortfall: { limit: 2400, spent: 1900 },
    })
    const { json: audit } = await client.get(`/api/audit?runId=${run.id}&limit=200`)
    const types = audit.items.map(({ type }: { type: string }) => type)
    expect(types.slice(0, 2)).toEqual(['budget-exhausted', 'budget-warned'])
    expect(types).not.toContain('spend-reserved')
  })

  test('prices are set, counted with and taken away', async () => {
    const body = { model: 'openai:small', price: PRICE }
    const key = newId()
    for (const _ of [1, 2]) {
      const { status, json } = await client.put('/api/prices', body, { key })
      expect([status, json.price]).toEqual([200, PRICE])
    }
    const run = await openRun()
    await spend(run.id, 7, 1)
    const { json } = await client.get(`/api/runs/${run.id}/spend`)
    expect(json.calls.items).toMatchObject([{ model: 'openai:small', microUsd: 2, tokens: 8, lost: false }])
    expect(measure(json, 'microUsd')).toMatchObject({ spent: 2 })
    const gone = await client.put('/api/prices', { ...body, price: null })
    expect(gone).toMatchObject({ status: 200, json: { price: null, updatedAt: null } })
    expect((await client.get('/api/prices')).json.items).toEqual([])
    await spend(run.id, 7, 1)
    expect((await client.get(`/api/runs/${run.id}/spend`)).json).toMatchObject({ unpricedCalls: 1 })
  })

  test('a run that has ended keeps what it spent, call by call, and its limits can be set', async () => {
    const run = await openRun({ tokens: 5000 })
    for (const tokens of [1, 2, 3]) await spend(run.id, tokens, 0)
    await reserve(run.id)
    await tell({ type: 'close-run', runId: run.id })
    const first = await client.get(`/api/runs/${run.id}/spend?limit=2`)
    expect(measure(first.json, 'tokens')).toMatchObject({ limit: 5000, spent: 1506, reserved: 0 })
    expect(first.json.closedAt).toEqual(expect.any(String))
    expect(first.json.calls.items).toMatchObject([{ lost: true, tokens: 1500 }, { tokens: 3 }])
    const next = await client.get(`/api/runs/${run.id}/spend?cursor=${first.json.calls.nextCursor}`)
    expect(next.json.calls).toMatchObject({ items: [{ tokens: 2 }, { tokens: 1 }], nextCursor: null })

    const set = await put({ kind: 'run', key: run.id }, { tokens: 9000 })
    expect(set).toMatchObject({ status: 200, json: { ownLimits: { tokens: 9000 } } })
    await tell({ type: 'open-run', runId: run.id, repoId, limits: {} })
    const row = await lookUpRunBudget(test_.store.database, run.id)
    expect(row).toMatchObject({
      closedAt: null,
      known: { limits: { tokens: 9000 }, spent: { tokens: 1506 } },
    })
    expect(await reserve(run.id)).toMatchObject({ status: 'granted' })
  })

  test('a look back tells each day, the month, each provider, and what had no price', async () => {
    const [before, own] = [await history(), newId()]
    const run = await openRun()
    await spend(run.id, 100, 50)
    await client.put('/api/prices', { model: 'openai:small', price: PRICE }, { key: own })
    await spend(run.id, 1_000_000, 0)
    await client.put('/api/prices', { model: 'openai:small', price: null })
    const after = await history()

    expect(after.days).toHaveLength(30)
    const [was, is] = [before.days.at(-1)!, after.days.at(-1)!]
    expect(is).toEqual({
      day: new Date().toISOString().slice(0, 10),
      calls: was.calls + 2,
      tokens: was.tokens + 1_000_150,
      microUsd: was.microUsd + 150_000,
      unpricedCalls: was.unpricedCalls + 1,
    })
    const { day: _, ...today } = is
    expect(after.month).toEqual(today)
    expect(after.providers).toEqual([{ provider: 'openai', ...today }])
    expect(after.forecast, 'of one day').toBeNull()
  })

  test('a look back forecasts from the days before today', async () => {
    const { json } = await client.post('/api/workspaces', { name: 'Other' })
    const today = new Date().toISOString().slice(0, 10)
    await test_.store.database.transaction((tx) =>
      tx.db
        .insertInto('budget_counts')
        .values(
          [1, 2, 3, 4].map((ago) => {
            const day = daysAfter(today, -ago)
            const nothing = { reserved: '{}', extra: '{}', warned: '[]', exhausted: '[]' }
            const scope = {
              workspace_id: json.id,
              day,
              kind: 'day',
              key: day,
              updated_at: `${day}T00:00:00Z`,
            }
            return { ...scope, ...nothing, spent: '{"calls":1,"microUsd":1000000}' }
          }),
        )
        .execute(),
    )
    expect(await history(`?workspaceId=${json.id}`)).toMatchObject({
      providers: [],
      forecast: { from: daysAfter(today, -4), to: daysAfter(today, -1), days: 4, spentDays: 4 },
    })
  })

  test('what does not exist has no budget', async () => {
    expect((await put({ kind: 'run', key: newId() }, {})).status).toBe(404)
    expect((await put({ kind: 'repo', key: newId() }, {})).status).toBe(404)
    expect((await put({ kind: 'day', key: '2026-05-01' }, {})).status).toBe(400)
    for (const path of ['', '/history'])
      expect((await client.get(`/api/budgets${path}?workspaceId=${newId()}`)).status).toBe(404)
    expect((await client.get(`/api/runs/${newId()}/spend`)).status).toBe(404)
    const run = await proposeRun(client, repoId)
    expect((await client.get(`/api/runs/${run.id}/spend`)).json).toMatchObject({ calls: { items: [] } })
  })
})
