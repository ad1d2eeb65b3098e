import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ActionRequest, AgentRequest, InterruptRequest, Json, ToolCall } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { DATABASES } from '../../services/api/src/test-api.fixture.ts'
import { addRepo, decisionOf, pendingItem } from '../../services/api/src/test-steps.fixture.ts'
import {
  asks,
  decide,
  openScripted,
  type Script,
  titlesOf,
  untilStatus,
  waitingItems,
} from './scripted-agent.fixture.ts'

const MAIL: ActionRequest = {
  callId: 'call-1',
  tool: 'send_mail',
  args: { to: 'a@example.org', copies: 1 },
  description: 'so that they know',
  allowed: ['approve', 'edit', 'reject', 'respond'],
}
const callsOf = (...actions: ActionRequest[]): InterruptRequest => ({
  kind: 'tool_call',
  format: 'hitl',
  actions,
})
const shortOf = (runId: string): InterruptRequest => ({
  kind: 'spend',
  scope: { kind: 'run', key: runId },
  measure: 'tokens',
  limit: 100,
  spent: 100,
  reserved: 0,
  needed: 10,
})

describe.each(DATABASES)('decisions on %s', (database) => {
  async function start(script: Script, proposal: object = {}) {
    const opened = await openScripted(database, script)
    const { client, repository } = opened
    const repo = await addRepo(client, repository)
    const propose = async (more: object = {}) => {
      const body = {
        repoId: repo.id,
        goal: 'Do it',
        graphId: 'repo_answerer/v1',
        spec: {},
        ...proposal,
        ...more,
      }
      const proposed = await client.post('/api/runs', body)
      expect(proposed.status, proposed.text).toBe(201)
      const { id } = proposed.json as { id: string }
      await client.post(
        `/api/inbox/${(await pendingItem(client, id)).id}/decision`,
        decisionOf(await pendingItem(client, id), 'approve'),
      )
      return id
    }
    return { ...opened, repo, propose, id: await propose() }
  }

  test('several questions at once are answered one by one, and the agent goes on once', async () => {
    const question = { kind: 'question' as const, question: 'Which one?' }
    const { client, id, told } = await start({
      run: async () => asks(callsOf(MAIL, { ...MAIL, callId: 'call-2' }), question),
    })
    const [first, second, third] = await waitingItems(client, id, 3)
    expect([first!.kind, second!.kind, third!.kind]).toEqual(['tool_call', 'tool_call', 'question'])
    const payload = { to: 'b@example.org', copies: 2 }
    const edited = await decide(client, first!, 'edit', { payload })
    expect(edited).toMatchObject({
      status: 200,
      json: { item: { status: 'edited', decision: { action: 'edit', payload } }, run: { status: 'blocked' } },
    })
    expect(await decide(client, second!, 'reject', { reason: 'not them' })).toMatchObject({ status: 200 })
    expect(told).toEqual([])
    const answered = await decide(client, third!, 'respond', { reason: 'the first' })
    expect(answered.json).toMatchObject({ item: { status: 'answered' }, run: { status: 'running' } })
    await untilStatus(client, id, 'completed')
    expect(told).toMatchObject([
      [
        {
          interruptId: 'interrupt-0',
          parts: [
            { action: 'edit', payload },
            { action: 'reject', reason: 'not them' },
          ],
        },
        { interruptId: 'interrupt-1', parts: [{ action: 'respond', reason: 'the first' }] },
      ],
    ])
    const late = await decide(client, first!, 'approve')
    expect(late).toMatchObject({ status: 409, json: { code: 'already_decided', decision: { payload } } })
  })

  test('another change can be asked for in the place of the one that waits', async () => {
    const offer = async ({ workbench }: AgentRequest, text: string) => {
      await workbench.mayGoOn()
      writeFileSync(join(await workbench.workDirectory(), 'README.md'), text)
      return asks({ kind: 'changeset_apply', changeset: (await workbench.collectChanges('Say hello'))! })
    }
    let rounds = 0
    const { client, id, told, repository } = await start(
      {
        run: (request) => offer(request, 'hello to everybody\n'),
        async resume(request) {
          rounds += 1
          return rounds === 1 ? await offer(request, 'hi\n') : { status: 'completed', summary: 'done' }
        },
      },
      { graphId: 'repo_change_proposer/v1' },
    )
    const [first] = await waitingItems(client, id, 1)
    expect(first!.allowed).toEqual(['approve', 'reject', 'respond'])
    expect((await decide(client, first!, 'respond', { reason: 'shorter' })).json).toMatchObject({
      item: { status: 'answered' },
      run: { status: 'running' },
    })
    const [second] = await waitingItems(client, id, 1)
    expect(second!.subjectHash).not.toBe(first!.subjectHash)
    expect((await decide(client, second!, 'approve')).status).toBe(200)
    const { commitSha, changesetId } = await untilStatus(client, id, 'completed')
    expect(told.map(([answer]) => answer!.parts[0])).toMatchObject([
      { action: 'respond', reason: 'shorter' },
      { action: 'approve', commitSha },
    ])
    expect(changesetId).toBe((second!.payload as { changesetId: string }).changesetId)
    const show = ['show', `${commitSha}:README.md`]
    expect(execFileSync('git', show, { cwd: repository, encoding: 'utf8' })).toBe('hi\n')
  })

  test('an edit of another shape, and one without anything, change nothing', async () => {
    const { client, id } = await start({ run: async () => asks(callsOf(MAIL)) })
    const [item] = await waitingItems(client, id, 1)
    const wrong: (Json | undefined)[] = [
      undefined,
      null,
      [],
      'x',
      {},
      { to: 1, copies: 1 },
      { ...Object(MAIL.args), bcc: 'x' },
    ]
    for (const payload of wrong) {
      const refused = await decide(client, item!, 'edit', payload === undefined ? {} : { payload })
      expect(refused, JSON.stringify(payload)).toMatchObject({ status: 400, json: { code: 'bad_request' } })
    }
    expect(await decide(client, item!, 'respond')).toMatchObject({ status: 400 })
    expect(await decide(client, item!, 'dismiss')).toMatchObject({ status: 409 })
    expect((await client.get(`/api/inbox/${item!.id}`)).json).toEqual(item)
    expect((await decide(client, item!, 'approve')).status).toBe(200)
  })

  test('of two answers at the same time one counts', async () => {
    const { client, id, told } = await start({ run: async () => asks(callsOf(MAIL)) })
    const [item] = await waitingItems(client, id, 1)
    const answers = await Promise.all(
      ['approve', 'reject', 'approve', 'reject'].map((action) =>
        decide(client, item!, action, { reason: 'so' }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    await untilStatus(client, id, 'completed')
    expect(told).toHaveLength(1)
  })

  test('a rejected question ends the run; a budget that stays fails it', async () => {
    const { client, id, propose } = await start({
      run: async ({ goal, runId }) =>
        asks(goal === 'Spend' ? shortOf(runId) : { kind: 'question', question: 'Go on?' }),
    })
    const [question] = await waitingItems(client, id, 1)
    expect((await decide(client, question!, 'reject')).json.run).toMatchObject({ status: 'rejected' })
    const other = await propose({ goal: 'Spend' })
    const [spend] = await waitingItems(client, other, 1)
    expect(spend).toMatchObject({ kind: 'spend', risk: 'medium', payload: { extendBy: 100 } })
    expect((await decide(client, spend!, 'reject', { reason: 'too dear' })).json.run).toMatchObject({
      status: 'failed',
      reason: 'The budget was not extended: too dear',
    })
  })

  test('an extension is told to the budget together with the answer', async () => {
    const { client, id, told } = await start(
      { run: async ({ runId }) => asks(shortOf(runId)) },
      { budget: { tokens: 100 } },
    )
    const [item] = await waitingItems(client, id, 1)
    expect(await decide(client, item!, 'approve', { payload: { extendBy: '5' } })).toMatchObject({
      status: 400,
    })
    expect(await decide(client, item!, 'approve', { payload: { extendBy: 50 } })).toMatchObject({
      status: 200,
    })
    await untilStatus(client, id, 'completed')
    expect(told).toMatchObject([[{ parts: [{ action: 'approve', payload: { extendBy: 50 } }] }]])
    expect(await titlesOf(client, id)).toContain('The limit was extended by 50 tokens')
  })

  test('calls of tools are judged by what was proposed, and allowed by person or grant', async () => {
    const call = (callId: string, ...argv: string[]): ToolCall => ({ callId, tool: 'run', args: { argv } })
    const verdicts: Record<string, unknown> = {}
    const judge = async ({ workbench }: AgentRequest, name: string, asked: ToolCall) => {
      verdicts[name] = await workbench.judgeCall(asked, true)
    }
    const action = { ...MAIL, callId: 'make-1', tool: 'run', args: { argv: ['make'] } }
    const { client, id } = await start(
      {
        async run(request) {
          await judge(request, 'allowed', call('test-1', 'npm', 'test'))
          await judge(request, 'asked', call('make-1', 'make'))
          await judge(request, 'forbidden', call('rm-1', 'rm', '-rf', '.'))
          await judge(request, 'unknown', { callId: 'x', tool: 'pay', args: {} })
          return asks(callsOf(action))
        },
        async resume(request) {
          await judge(request, 'as approved', call('make-1', 'make'))
          await judge(request, 'as granted', call('make-2', 'make'))
          await judge(request, 'beyond the grant', call('make-3', 'make'))
          await judge(request, 'other arguments', call('make-1', 'make', 'all'))
          return { status: 'completed', summary: 'done' }
        },
      },
      {
        graphId: 'repo_change_proposer/v1',
        tools: {
          rules: [
            { tool: 'run', where: { argv: ['rm', '**'] }, verdict: 'deny' },
            { tool: 'run', where: { argv: ['npm', 'test'] }, verdict: 'allow' },
            { tool: 'run', verdict: 'ask' },
          ],
        },
      },
    )
    const [item] = await waitingItems(client, id, 1)
    expect(item!.payload).toMatchObject({ why: 'a rule of this run says to ask about run' })
    await decide(client, item!, 'approve', { scope: { kind: 'calls', count: 1 } })
    await untilStatus(client, id, 'completed')
    expect(verdicts).toMatchObject({
      allowed: { verdict: 'allow', grantId: null },
      asked: { verdict: 'ask' },
      forbidden: { verdict: 'deny' },
      unknown: { verdict: 'deny' },
      'as approved': { verdict: 'allow', grantId: null },
      'as granted': { verdict: 'allow', grantId: expect.any(String) },
      'beyond the grant': { verdict: 'ask' },
      'other arguments': { verdict: 'ask' },
    })
  })

  test('a grant releases what waits already', async () => {
    const action = { ...MAIL, tool: 'run', args: { argv: ['make'] } }
    const { client, id, told, propose } = await start(
      { run: async () => asks(callsOf(action)) },
      { graphId: 'repo_change_proposer/v1', tools: { rules: [{ tool: 'run', verdict: 'ask' }] } },
    )
    const other = await propose()
    const [item] = await waitingItems(client, id, 1)
    await waitingItems(client, other, 1)
    const until = '2099-01-01T00:00:00Z'
    expect((await decide(client, item!, 'approve', { scope: { kind: 'repo', until } })).status).toBe(200)
    await untilStatus(client, id, 'completed')
    await untilStatus(client, other, 'completed')
    expect(told).toHaveLength(2)
    const { items } = (await client.get(`/api/inbox?runId=${other}&kind=tool_call`)).json
    expect(items).toMatchObject([{ status: 'approved', decision: { by: expect.stringMatching(/^grant:/) } }])
  })

  test('a run that has read text from outside is asked about what reaches outside', async () => {
    const network = { callId: 'net-1', tool: 'run', args: { argv: ['curl', 'x'], network: true } }
    const verdicts: unknown[] = []
    const { client, id } = await start(
      {
        async run({ workbench }) {
          verdicts.push(await workbench.judgeCall(network))
          await workbench.taint(['untrusted-text'])
          verdicts.push(await workbench.judgeCall(network))
          return asks(callsOf({ ...MAIL, ...network }))
        },
      },
      {
        graphId: 'repo_change_proposer/v1',
        tools: { rules: [{ tool: 'run', where: { network: 'true' }, verdict: 'allow' }] },
      },
    )
    const [item] = await waitingItems(client, id, 1)
    expect(verdicts).toMatchObject([{ verdict: 'allow' }, { verdict: 'ask', risk: 'high' }])
    expect(item).toMatchObject({ risk: 'high', payload: { taint: ['untrusted-text'], effect: 'outside' } })
    expect((await client.get(`/api/runs/${id}`)).json.taint).toEqual(['untrusted-text'])
    const narrow = await decide(client, item!, 'approve', { scope: { kind: 'run' } })
    expect(narrow).toMatchObject({ status: 409, json: { code: 'action_not_allowed' } })
    expect((await decide(client, item!, 'approve')).status).toBe(200)
    await untilStatus(client, id, 'completed')
  })

  test('what the operator says is heard before the next step, and by nobody once the run has ended', async () => {
    const heard: unknown[] = []
    let goOn = () => {}
    const said = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const { client, id } = await start({
      async run({ workbench }) {
        heard.push((await workbench.mayGoOn()).steering)
        await said
        const { steering } = await workbench.mayGoOn(0)
        heard.push(steering.map(({ text }) => text))
        heard.push((await workbench.mayGoOn(2)).steering)
        return { status: 'completed', summary: 'done' }
      },
    })
    await untilStatus(client, id, 'running')
    expect(await client.post(`/api/runs/${id}/steer`, { text: ' look at the tests ' })).toMatchObject({
      status: 202,
    })
    expect(await client.post(`/api/runs/${id}/steer`, { text: 'and\nbe brief' })).toMatchObject({
      status: 202,
    })
    goOn()
    await untilStatus(client, id, 'completed')
    expect(heard).toEqual([[], ['look at the tests', 'and\nbe brief'], []])
    expect(await titlesOf(client, id)).toContain('Said to the agent: look at the tests')
    const late = await client.post(`/api/runs/${id}/steer`, { text: 'too late' })
    expect(late).toMatchObject({ status: 409, json: { code: 'transition_refused' } })
  })

  test('a stopped agent has no effect any more, and that it stopped is said', async () => {
    const refused: string[] = []
    let isStopped = () => {}
    const stopped = new Promise<void>((resolve) => {
      isStopped = resolve
    })
    const { client, id } = await start(
      {
        async run({ workbench, signal }) {
          await workbench.mayGoOn()
          await stopped
          // It does not heed its signal: what it tries is refused all the same.
          const tries: Record<string, () => Promise<unknown>> = {
            mayGoOn: () => workbench.mayGoOn(),
            judgeCall: () =>
              workbench.judgeCall({ callId: 'late', tool: 'run', args: { argv: ['x'] } }, true),
            taint: () => workbench.taint(['untrusted-text']),
            progress: () => workbench.progress({ type: 'late', title: 'I go on' }),
          }
          for (const [name, attempt] of Object.entries(tries)) {
            await attempt().then(
              () => refused.push(`not ${name}`),
              () => refused.push(name),
            )
          }
          await new Promise<void>((resolve) => {
            if (signal.aborted) return resolve()
            signal.addEventListener('abort', () => resolve(), { once: true })
          })
          return { status: 'completed', summary: 'as if nothing were' }
        },
      },
      { graphId: 'repo_change_proposer/v1', tools: { rules: [{ tool: 'run', verdict: 'allow' }] } },
    )
    await untilStatus(client, id, 'running')
    expect((await client.post(`/api/runs/${id}/cancel`, {})).status).toBe(200)
    expect(await titlesOf(client, id)).not.toContain('The agent has stopped')
    isStopped()
    await expect.poll(() => titlesOf(client, id), { timeout: 20_000 }).toContain('The agent has stopped')
    expect(refused).toEqual(['mayGoOn', 'judgeCall', 'taint', 'progress'])
    const run = (await client.get(`/api/runs/${id}`)).json
    expect(run).toMatchObject({ status: 'cancelled', taint: [] })
    const titles = await titlesOf(client, id)
    expect(titles.at(-1)).toBe('The agent has stopped')
    expect(titles).not.toContain('I go on')
  })
})
