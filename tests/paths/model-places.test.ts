import { describe, expect, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { type OpenAiDouble, openOpenAiDouble } from '../doubles/openai/index.ts'
import { DATABASES, shareProduct } from '../setup/product.ts'

describe.each(DATABASES)('calls of one provider, on %s', (database) => {
  let double: OpenAiDouble
  const shared = shareProduct(database, async (onEnd) => {
    const answerer = () => ({
      thinkMs: 300,
      calls: [{ name: 'answer', args: { text: 'A shop.', references: [{ path: 'README.md', line: 1 }] } }],
    })
    double = await openOpenAiDouble({ scripts: { answerer } })
    onEnd(() => double.close())
    return {
      OPENAI_BASE_URL: double.baseUrl,
      PMBOT_MODEL: 'openai:answerer',
      PMBOT_MODEL_CONCURRENCY: '1',
      PMBOT_WORKER_CONCURRENCY: '3',
    }
  })

  const propose = async () => {
    const { client } = shared()
    const repoId = await client.addRepository(makeRepository({ 'README.md': 'a shop\n' }))
    const question = 'What is it?'
    const body = { repoId, goal: question, graphId: 'repo_answerer/v1', spec: { question } }
    const { id } = (await client.request('POST', '/api/runs', body)).body
    await client.approveNext(id)
    return id as string
  }

  test('are no more at once than they may be, and whoever waits says so', async () => {
    const { client } = shared()
    const runs = await Promise.all([1, 2, 3].map(propose))
    for (const id of runs) await client.untilRun(id, 'completed')
    expect(double.log.requests().map(({ atOnce }) => atOnce)).toEqual([1, 1, 1])
    const titles = (await Promise.all(runs.map((id) => client.timeline(id)))).flat().map(({ title }) => title)
    expect(titles).toContain('Waits for a place: one call of openai may be under way at once.')
  })

  test('that ended with their process keep no place, for their own run nor for those who wait', async () => {
    const product = shared()
    double.log.clear()
    // Not answered before its caller is gone.
    double.faults.add({ kind: 'time-out' })
    const first = await propose()
    await expect.poll(() => double.log.requests().length, { timeout: 20_000 }).toBe(1)
    const second = await propose()
    await expect
      .poll(async () => (await product.client.timeline(second)).map(({ title }) => title), {
        timeout: 20_000,
      })
      .toContain('Waits for a place: one call of openai may be under way at once.')
    await product.kill()
    await product.restart()
    for (const id of [first, second]) await product.client.untilRun(id, 'completed')
  })
})
