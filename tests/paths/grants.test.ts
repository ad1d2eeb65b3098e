import type { ActionRequest, AgentRequest, GrantView, ToolVerdict } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { DATABASES } from '../../services/api/src/test-api.fixture.ts'
import { addRepo, decisionOf, pendingItem } from '../../services/api/src/test-steps.fixture.ts'
import {
  asks,
  decide,
  openScripted,
  type Script,
  untilStatus,
  waitingItems,
} from './scripted-agent.fixture.ts'

const make = (callId: string, network = false) => ({
  callId,
  tool: 'run',
  args: { argv: ['make'], ...(network ? { network } : {}) },
})
const asking = (call: ReturnType<typeof make>) => {
  const action: ActionRequest = { ...call, description: null, allowed: ['approve', 'reject'] }
  return asks({ kind: 'tool_call', format: 'hitl', actions: [action] })
}
const done = { status: 'completed', summary: 'done' } as const
const ASKS = {
  rules: [
    { tool: 'run', verdict: 'ask' },
    { tool: 'run', where: { network: 'true' }, verdict: 'ask' },
  ],
}

describe.each(DATABASES)('standing permissions on %s', (database) => {
  async function open(script: Script) {
    const opened = await openScripted(database, script)
    const { client, repository } = opened
    const repo = await addRepo(client, repository)
    const start = async (goal: string) => {
      const body = { repoId: repo.id, goal, graphId: 'repo_change_proposer/v1', spec: {}, tools: ASKS }
      const proposed = await client.post('/api/runs', body)
      expect(proposed.status, proposed.text).toBe(201)
      const item = await pendingItem(client, proposed.json.id)
      await client.post(`/api/inbox/${item.id}/decision`, decisionOf(item, 'approve'))
      return proposed.json.id as string
    }
    const grants = async (query = ''): Promise<GrantView[]> =>
      (await client.get(`/api/grants?limit=200${query}`)).json.items
    return { ...opened, repo, start, grants }
  }

  test('for a run allow its further calls, end with it, and are no other run’s', async () => {
    const verdicts: Record<string, ToolVerdict> = {}
    const judge = async ({ workbench, goal }: AgentRequest, callId: string) => {
      verdicts[`${goal} ${callId}`] = await workbench.judgeCall(make(callId), true)
    }
    let release = () => {}
    const other = new Promise<void>((resolve) => {
      release = resolve
    })
    const { client, start, grants } = await open({
      async run(request) {
        if (request.goal === 'first') return asking(make('a'))
        await judge(request, 'a')
        return done
      },
      async resume(request) {
        for (const callId of ['a', 'b', 'c']) await judge(request, callId)
        await other
        return done
      },
    })
    const first = await start('first')
    const [item] = await waitingItems(client, first, 1)
    expect((await decide(client, item!, 'approve', { scope: { kind: 'run' } })).status).toBe(200)
    await untilStatus(client, await start('second'), 'completed')
    const [grant] = await grants('&active=true')
    expect(grant).toMatchObject({ runId: first, itemId: item!.id, where: { argv: ['make'] }, by: 'operator' })
    release()
    await untilStatus(client, first, 'completed')
    expect(verdicts).toEqual({
      'first a': { verdict: 'allow', grantId: null },
      'first b': { verdict: 'allow', grantId: grant!.id },
      'first c': { verdict: 'allow', grantId: grant!.id },
      'second a': expect.objectContaining({ verdict: 'ask' }),
    })
    await expect.poll(() => grants('&active=true'), { timeout: 20_000 }).toEqual([])
    expect(await grants()).toMatchObject([{ id: grant!.id, uses: 2, revokedAt: null }])
  })

  test('for a repository allow calls of later runs, until they are revoked', async () => {
    const verdicts: ToolVerdict[] = []
    const { client, start, grants } = await open({
      async run({ goal, workbench }) {
        if (goal === 'first') return asking(make('a'))
        verdicts.push(await workbench.judgeCall(make('a'), true))
        return done
      },
    })
    const first = await start('first')
    const [item] = await waitingItems(client, first, 1)
    const scope = { kind: 'repo', until: '2999-01-01T00:00:00Z' }
    expect((await decide(client, item!, 'approve', { scope })).status).toBe(200)
    await untilStatus(client, first, 'completed')
    const second = await start('second')
    await untilStatus(client, second, 'completed')
    const [grant] = await grants()
    expect((await client.get(`/api/grants/${grant!.id}/uses`)).json.items).toMatchObject([
      { runId: second, callId: 'a', tool: 'run' },
    ])
    expect((await client.delete(`/api/grants/${grant!.id}`)).status).toBe(204)
    await untilStatus(client, await start('third'), 'completed')
    expect(verdicts).toMatchObject([{ verdict: 'allow', grantId: grant!.id }, { verdict: 'ask' }])
  })

  test('given while items wait release them, and the agents go on with what was allowed', async () => {
    const verdicts: ToolVerdict[] = []
    const { client, start, repo, told } = await open({
      run: async () => asking(make('a')),
      async resume({ workbench }) {
        verdicts.push(await workbench.judgeCall(make('a'), true))
        return done
      },
    })
    const runs = [await start('one'), await start('two'), await start('three')]
    for (const run of runs) await waitingItems(client, run, 1)
    const grant = { tool: 'run', where: { argv: ['make'] }, repoId: repo.id, uses: 2 }
    const given = await client.post('/api/grants', grant)
    expect(given.status).toBe(201)
    const finished = async () =>
      (await client.get('/api/runs?status=completed')).json.items.map(({ id }: { id: string }) => id)
    await expect.poll(async () => (await finished()).length, { timeout: 20_000 }).toBe(2)
    expect(verdicts).toEqual([
      { verdict: 'allow', grantId: null },
      { verdict: 'allow', grantId: null },
    ])
    expect(told.flat().flatMap(({ parts }) => parts)).toMatchObject([
      { action: 'approve' },
      { action: 'approve' },
    ])
    const waits = (await client.get('/api/inbox?status=pending&kind=tool_call')).json.items
    expect(waits).toHaveLength(1)
    const decided = (await client.get('/api/inbox?status=approved&kind=tool_call')).json.items
    expect(decided.map(({ decision }: { decision: { by: string } }) => decision.by)).toEqual([
      `grant:${given.json.id}`,
      `grant:${given.json.id}`,
    ])
  })

  test('with one use left are used by one of two agents that want it at once', async () => {
    const verdicts: ToolVerdict[] = []
    let arrived = 0
    let go = () => {}
    const both = new Promise<void>((resolve) => {
      go = resolve
    })
    const { client, start } = await open({
      async run({ workbench }) {
        arrived += 1
        if (arrived === 2) go()
        await both
        verdicts.push(await workbench.judgeCall(make('a'), true))
        return done
      },
    })
    const { json: grant } = await client.post('/api/grants', { tool: 'run', uses: 1 })
    const runs = [await start('one'), await start('two')]
    for (const run of runs) await untilStatus(client, run, 'completed')
    expect(verdicts.map(({ verdict }) => verdict).sort()).toEqual(['allow', 'ask'])
    expect((await client.get(`/api/grants/${grant.id}/uses`)).json.items).toHaveLength(1)
  })

  test('do not cover what reaches outside of a run that read text from outside, unless they say so', async () => {
    const verdicts: ToolVerdict[] = []
    const { client, start } = await open({
      async run({ workbench }) {
        await workbench.taint(['untrusted-text'])
        verdicts.push(await workbench.judgeCall(make('inside'), true))
        verdicts.push(await workbench.judgeCall(make('outside', true), true))
        return done
      },
    })
    const where = { argv: ['make'], network: 'true' }
    const ids: string[] = []
    for (const more of [{}, { where }, { where, coversTainted: true }]) {
      ids.push((await client.post('/api/grants', { tool: 'run', ...more })).json.id)
      await untilStatus(client, await start('read'), 'completed')
    }
    expect(verdicts).toMatchObject([
      { verdict: 'allow', grantId: ids[0] },
      { verdict: 'ask', risk: 'high' },
      { verdict: 'allow', grantId: ids[0] },
      { verdict: 'ask', risk: 'high' },
      { verdict: 'allow', grantId: ids[0] },
      { verdict: 'allow', grantId: ids[2] },
    ])
  })
})
