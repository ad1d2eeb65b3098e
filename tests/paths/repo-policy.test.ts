import type { InboxItemView, RunView } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { type OpenAiDouble, openOpenAiDouble, type Script } from '../doubles/openai/index.ts'
import { DATABASES, shareProduct } from '../setup/product.ts'

const KEY = 'sk-the-key-of-this-test-0123456789'

const answerer: Script = ({ turn }) =>
  turn === 0
    ? {
        calls: [
          { name: 'read_file', args: { path: 'README.md' } },
          { name: 'read_file', args: { path: 'prices.md' } },
        ],
      }
    : {
        calls: [{ name: 'answer', args: { text: 'A shop.', references: [{ path: 'README.md', line: 1 }] } }],
      }

/** By itself an answerer reads every file. */
const TOOLS = {
  rules: [
    { tool: 'read_file', where: { path: 'prices.md' }, verdict: 'deny' },
    { tool: 'read_file', verdict: 'ask' },
    { tool: 'answer', verdict: 'allow' },
  ],
}
const BUDGET = { calls: 40, tokens: 90_000 }

describe.each(DATABASES)('the policy of a repository, on %s', (database) => {
  let double: OpenAiDouble
  const product = shareProduct(database, async (onEnd) => {
    double = await openOpenAiDouble({ apiKey: KEY, scripts: { answerer } })
    onEnd(() => double.close())
    return { OPENAI_BASE_URL: double.baseUrl, OPENAI_API_KEY: KEY, PMBOT_MODEL: 'openai:answerer' }
  })

  test('holds for a run that was proposed without rules, until it ends', async () => {
    const { client } = product()
    const repoId = await client.addRepository(
      makeRepository({ 'README.md': 'a shop\n', 'prices.md': 'secret\n' }),
    )
    const url = `/api/repos/${repoId}`
    const set = await client.request('PATCH', url, { policy: { tools: TOOLS, budget: BUDGET } })
    expect(set).toMatchObject({ status: 200, body: { policy: { tools: TOOLS, budget: BUDGET } } })
    const proposal = { repoId, goal: 'What is it?', graphId: 'repo_answerer/v1', spec: {} }
    const { body: run } = await client.request('POST', '/api/runs', proposal)
    expect((await client.pendingItem(run.id)).payload).toMatchObject({ tools: TOOLS, budget: BUDGET })

    // What is changed now is for those that come.
    await client.request('PATCH', url, { policy: { tools: null, budget: null } })
    await client.approveNext(run.id)
    const blocked: RunView = await client.untilRun(run.id, 'blocked', 'completed', 'failed')
    expect(blocked).toMatchObject({ status: 'blocked', tools: TOOLS, budget: BUDGET })
    const pending = await client.request('GET', `/api/inbox?status=pending&runId=${run.id}`)
    const asked: InboxItemView[] = pending.body.items
    expect(asked).toMatchObject([{ kind: 'tool_call', payload: { args: { path: 'README.md' } } }])
    await client.decide(asked[0]!, 'approve')
    await client.untilRun(run.id, 'completed')

    const told = JSON.stringify(double.log.requests().at(-1)!.messages)
    expect(told).toContain('a shop')
    expect(told).not.toContain('secret')
    expect(double.log.problems()).toEqual([])
  })
})
