import type { InboxItemView, RunCheckpointView, RunView } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { git, makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { type OpenAiDouble, openOpenAiDouble, type Script } from '../doubles/openai/index.ts'
import { DATABASES, shareProduct } from '../setup/product.ts'

/** Writes a file, asks for a command, and hands over what there is. */
const writer: Script = ({ turn }) =>
  [
    { calls: [{ name: 'write_file', args: { path: 'sign.txt', content: 'open\n' } }] },
    { calls: [{ name: 'run', args: { argv: ['cat', 'sign.txt'] } }] },
    { calls: [{ name: 'propose_change', args: { message: 'Put up a sign' } }] },
  ][turn] ?? { say: 'I am done.' }

describe.each(DATABASES)('a fork of an agent with a model, on %s', (database) => {
  let double: OpenAiDouble
  const product = shareProduct(database, async (onEnd) => {
    double = await openOpenAiDouble({ apiKey: 'sk-0123456789', scripts: { writer } })
    onEnd(() => double.close())
    return { OPENAI_BASE_URL: double.baseUrl, OPENAI_API_KEY: 'sk-0123456789', PMBOT_MODEL: 'openai:writer' }
  })

  test('has the work that was done before its step, hears its new goal, and asks again', async () => {
    const { client } = product()
    const directory = makeRepository({ 'README.md': 'a shop\n' })
    const repoId = await client.addRepository(directory)
    const untilAsked = async (runId: string, kind: InboxItemView['kind']): Promise<InboxItemView> => {
      await expect
        .poll(
          async () => (await client.request('GET', `/api/inbox?status=pending&runId=${runId}`)).body.items,
          {
            timeout: 20_000,
          },
        )
        .toMatchObject([{ kind }])
      return await client.pendingItem(runId)
    }
    const proposed = await client.request('POST', '/api/runs', {
      repoId,
      goal: 'Put up a sign',
      graphId: 'repo_change_proposer/v1',
      spec: {},
      budget: { calls: 40, tokens: 100_000 },
    })
    const { id } = proposed.body as RunView
    await client.approveNext(id)
    await untilAsked(id, 'tool_call')
    await client.approveNext(id)
    await untilAsked(id, 'changeset_apply')
    await client.request('POST', `/api/runs/${id}/cancel`, {})

    const { body } = await client.request('GET', `/api/runs/${id}/checkpoints?limit=200`)
    const step = (body.items as RunCheckpointView[]).find(({ waitsFor }) => waitsFor.includes('tool_call'))!
    expect(step).toMatchObject({ nodes: ['ask'], canFork: true })
    const goal = 'Put up a sign that says open'
    const fork = await client.request('POST', `/api/runs/${id}/fork`, { checkpointId: step.id, goal })
    expect(fork).toMatchObject({
      status: 201,
      body: { goal, forkOf: id, taint: ['untrusted-text', 'private-content'] },
    })
    const { id: forked } = fork.body as RunView
    const { payload } = await client.pendingItem(forked)
    expect(payload).toMatchObject({ budget: { calls: 40, tokens: 100_000 } })
    expect(JSON.stringify((payload as { forkOf: unknown }).forkOf)).toContain('cat sign.txt')

    await client.approveNext(forked)
    await untilAsked(forked, 'tool_call')
    const before = double.log.requests().length
    await client.approveNext(forked)
    await untilAsked(forked, 'changeset_apply')
    const heard = double.log.requests().slice(before)
    expect(heard).toHaveLength(1)
    const words = heard[0]!.messages.filter(({ role }) => role === 'user').map(({ content }) => content)
    expect(words.filter((word) => word?.includes(`The goal is now: ${goal}`))).toHaveLength(1)
    expect(double.log.problems()).toEqual([])

    await client.approveNext(forked)
    const { commitSha } = await client.untilRun(forked, 'completed', 'failed')
    expect(git(directory, 'show', `${commitSha}:sign.txt`)).toBe('open')
    expect(git(directory, 'branch', '--list', `pm-bot/${id}`)).toBe('')
  })
})
