import { FIRST_WORKSPACE } from '@pm-bot/domain'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { type OpenAiDouble, openOpenAiDouble } from '../doubles/openai/index.ts'
import { type Client, createClient } from '../setup/client.ts'
import { createDatabase } from '../setup/database.ts'
import { createFleet } from '../setup/fleet.ts'
import { DATABASES, type DatabaseName } from '../setup/product.ts'

const WORKERS = 8
const PAUSES = 4
const TURNS = 16
const WORKSPACE = `/api/workspaces/${FIRST_WORKSPACE.workspaceId}`
const ENDED = ['completed', 'failed', 'cancelled']

/** On SQLite one process does the work of all. */
async function open(database: DatabaseName, double: OpenAiDouble): Promise<Client> {
  const settings = {
    OPENAI_BASE_URL: double.baseUrl,
    PMBOT_MODEL: 'openai:answerer',
    PMBOT_WORKER_CONCURRENCY: String(database === 'sqlite' ? WORKERS : 1),
    PMBOT_MODEL_CONCURRENCY: String(WORKERS),
  }
  if (database === 'sqlite') {
    const fleet = createFleet({ settings })
    onTestFinished(() => fleet.end())
    return createClient((await fleet.start('all')).address)
  }
  const own = await createDatabase(inject('postgresUrl'))
  onTestFinished(() => own.drop())
  const fleet = createFleet({ databaseUrl: own.url, settings })
  onTestFinished(() => fleet.end())
  const [api] = await Promise.all([fleet.start('api'), fleet.start('scheduler')])
  for (let worker = 0; worker < WORKERS; worker += 1) await fleet.start('worker')
  return createClient(api.address)
}

describe.each(DATABASES)('eight workers and a pause, on %s', (database) => {
  test('from its answer on no call of a model arrives, whenever it comes, and every run comes to its end', async () => {
    const double = await openOpenAiDouble({
      scripts: {
        answerer: ({ turn }) =>
          turn < TURNS
            ? {
                thinkMs: 50,
                calls: [{ name: 'read_file', args: { path: 'README.md', fromLine: turn + 1, lines: 1 } }],
              }
            : {
                calls: [
                  { name: 'answer', args: { text: 'A shop.', references: [{ path: 'README.md', line: 1 }] } },
                ],
              },
      },
    })
    onTestFinished(() => double.close())
    const client = await open(database, double)
    const lines = Array.from({ length: TURNS }, (_, line) => `line ${line}\n`).join('')
    const repoId = await client.addRepository(makeRepository({ 'README.md': lines }))
    await client.request('PATCH', `/api/repos/${repoId}`, { maxRuns: WORKERS })
    const body = { repoId, goal: 'What is it?', graphId: 'repo_answerer/v1', spec: {} }
    const runs: string[] = []
    for (let run = 0; run < WORKERS; run += 1) {
      const { id } = (await client.request('POST', '/api/runs', body)).body
      await client.approveNext(id)
      runs.push(id)
    }

    const asked = () => double.log.requests().length
    const isAtRest = async (id: string) =>
      (await client.timeline(id)).at(-1)?.type === 'paused' || ENDED.includes((await client.run(id)).status)
    const pauses: { from: number; to: number }[] = []
    for (let pause = 0; pause < PAUSES; pause += 1) {
      // The first comes while agents begin and the libraries of their models are loaded.
      const until = asked() + (pause === 0 ? 0 : 1 + Math.floor(Math.random() * 16))
      await expect.poll(asked, { timeout: 30_000, interval: 1 }).toBeGreaterThanOrEqual(until)
      expect((await client.request('POST', `${WORKSPACE}/pause`, {})).status).toBe(200)
      const from = Date.now()
      // Agents that had not begun do not: the others have come to where they wait.
      const begun = await Promise.all(runs.map((id) => client.run(id)))
      const atWork = begun.filter(({ status }) => status === 'running').map(({ id }) => id)
      await expect
        .poll(async () => (await Promise.all(atWork.map(isAtRest))).every(Boolean), { timeout: 30_000 })
        .toBe(true)
      pauses.push({ from, to: Date.now() })
      await client.request('POST', `${WORKSPACE}/resume`, {})
    }
    const statuses = async () =>
      (await Promise.all(runs.map((id) => client.run(id)))).map(({ status }) => status)
    await expect.poll(statuses, { timeout: 90_000 }).toEqual(runs.map(() => 'completed'))

    const arrived = double.log.requests().map(({ at }) => Date.parse(at))
    const late = ({ from, to }: { from: number; to: number }) =>
      arrived.filter((at) => at > from && at <= to).map((at) => `${at - from} ms after the answer`)
    expect(pauses.map(late)).toEqual(pauses.map(() => []))
    // Nobody who waited was started anew: each answer was asked for once.
    expect(arrived.length).toBe(WORKERS * (TURNS + 1))
    expect(double.log.problems()).toEqual([])
  }, 180_000)
})
