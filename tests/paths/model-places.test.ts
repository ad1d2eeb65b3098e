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

  test('are no more at once than they may be, and whoever waits says so', async () => {
    const { client } = shared()
    const repoId = await client.addRepository(makeRepository({ 'README.md': 'a shop\n' }))
    await client.request('PATCH', `/api/repos/${repoId}`, { maxRuns: 8 })
    const body = {
      repoId,
      goal: 'What is it?',
      graphId: 'repo_answerer/v1',
      spec: { question: 'What is it?' },
    }
    const runs = await Promise.all(
      [1, 2, 3].map(async () => (await client.request('POST', '/api/runs', body)).body),
    )
    await Promise.all(runs.map(({ id }) => client.approveNext(id)))
    for (const { id } of runs) await client.untilRun(id, 'completed')
    expect(double.log.requests().map(({ atOnce }) => atOnce)).toEqual([1, 1, 1])
    const titles = (await Promise.all(runs.map(({ id }) => client.timeline(id))))
      .flat()
      .map(({ title }) => title)
    expect(titles).toContain('Waits for a place: one call of openai may be under way at once.')
  })
})
