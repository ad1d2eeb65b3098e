import { setTimeout as sleep } from 'node:timers/promises'
import { FIRST_WORKSPACE } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { type OpenAiDouble, openOpenAiDouble, type Script } from '../doubles/openai/index.ts'
import { DATABASES, shareProduct } from '../setup/product.ts'

const WORKSPACE = `/api/workspaces/${FIRST_WORKSPACE.workspaceId}`
const TURNS = 12

const answerer: Script = ({ turn }) =>
  turn < TURNS
    ? {
        thinkMs: 100,
        calls: [{ name: 'read_file', args: { path: 'README.md', fromLine: turn + 1, lines: 1 } }],
      }
    : { calls: [{ name: 'answer', args: { text: 'A shop.', references: [{ path: 'README.md', line: 1 }] } }] }

describe.each(DATABASES)('pausing everything, on %s', (database) => {
  let double: OpenAiDouble
  const shared = shareProduct(database, async (onEnd) => {
    double = await openOpenAiDouble({ scripts: { answerer } })
    onEnd(() => double.close())
    return {
      OPENAI_BASE_URL: double.baseUrl,
      PMBOT_MODEL: 'openai:answerer',
      PMBOT_WORKER_CONCURRENCY: '8',
      PMBOT_MODEL_CONCURRENCY: '8',
    }
  })
  const propose = async (repoId: string) => {
    const { client } = shared()
    const body = { repoId, goal: 'What is it?', graphId: 'repo_answerer/v1', spec: {} }
    const { id } = (await client.request('POST', '/api/runs', body)).body
    await client.approveNext(id)
    return id as string
  }
  const addRepository = async () => {
    const { client } = shared()
    const lines = Array.from({ length: 40 }, (_, line) => `line ${line}\n`).join('')
    const repoId = await client.addRepository(makeRepository({ 'README.md': lines }))
    await client.request('PATCH', `/api/repos/${repoId}`, { maxRuns: 16 })
    return repoId
  }

  test('eight agents at work call their model no more from the answer on, nothing begins, and all come to their end after it', async () => {
    const { client } = shared()
    const repoId = await addRepository()
    const runs = await Promise.all(Array.from({ length: 8 }, () => propose(repoId)))
    await expect
      .poll(() => double.log.requests().length, { timeout: 30_000, interval: 20 })
      .toBeGreaterThan(12)

    const paused = await client.request('POST', `${WORKSPACE}/pause`, { reason: 'I want to look' })
    const from = Date.now()
    expect([paused.status, paused.body.paused]).toEqual([
      200,
      { at: expect.any(String), by: 'operator', reason: 'I want to look' },
    ])
    expect((await client.request('POST', `${WORKSPACE}/pause`, {})).body.paused).toEqual(paused.body.paused)
    expect((await client.request('GET', '/api/meta')).body.paused).toEqual(paused.body.paused)

    const late = await propose(repoId)
    const stopped = runs.pop()!
    await sleep(2000)
    const waiting = await client.request('GET', `/api/runs/${late}/work`)
    expect(waiting.body.reason).toBe('all-paused')
    await client.request('POST', `/api/runs/${stopped}/cancel`, {})
    await client.untilRun(stopped, 'cancelled')
    const after = double.log.requests().filter(({ at }) => Date.parse(at) > from)
    expect(after).toEqual([])

    const resumed = await client.request('POST', `${WORKSPACE}/resume`, {})
    expect(resumed.body.paused).toBeNull()
    for (const id of [...runs, late]) await client.untilRun(id, 'completed')
    // Each answer was paid for once: who waited was not started anew.
    const { body: jobs } = await client.request('GET', '/api/queues/runs/jobs?state=failed')
    expect(jobs.items).toEqual([])
    expect(double.log.problems()).toEqual([])
  }, 90_000)

  test('it outlives the process, and so do those who wait', async () => {
    const product = shared()
    const repoId = await addRepository()
    double.log.clear()
    const id = await propose(repoId)
    await expect
      .poll(() => double.log.requests().length, { timeout: 30_000, interval: 20 })
      .toBeGreaterThan(2)
    await product.client.request('POST', `${WORKSPACE}/pause`, {})
    await product.kill()
    await product.restart()
    const before = double.log.requests().length
    await sleep(1500)
    expect(double.log.requests().length).toBe(before)
    await product.client.request('POST', `${WORKSPACE}/resume`, {})
    await product.client.untilRun(id, 'completed')
    const types = (await product.client.request('GET', '/api/audit?limit=200')).body.items.map(
      ({ type }: { type: string }) => type,
    )
    expect(types).toEqual(expect.arrayContaining(['workspace-paused', 'workspace-resumed']))
  }, 90_000)
})
