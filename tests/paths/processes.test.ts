import { expect, inject, onTestFinished, test } from 'vitest'
import { git, makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { createClient } from '../setup/client.ts'
import { createDatabase } from '../setup/database.ts'
import { createFleet } from '../setup/fleet.ts'
import { readMetricsPage } from '../setup/metrics-page.ts'

test('api, worker and scheduler as processes of their own, on one Postgres', {
  timeout: 90_000,
}, async () => {
  const database = await createDatabase(inject('postgresUrl'))
  onTestFinished(() => database.drop())
  const fleet = createFleet({ databaseUrl: database.url })
  onTestFinished(() => fleet.end())
  const [api] = await Promise.all([fleet.start('api'), fleet.start('worker'), fleet.start('scheduler')])
  const client = createClient(api.address)

  const directory = makeRepository({ 'README.md': 'a\n' })
  const { id } = await client.propose(await client.addRepository(directory), [
    'sh',
    '-c',
    'echo b >> README.md',
  ])
  await client.approveNext(id)
  await client.untilRun(id, 'blocked')
  await client.approveNext(id)
  expect((await client.untilRun(id, 'completed', 'failed')).status).toBe('completed')
  expect(git(directory, 'show', `pm-bot/${id}:README.md`)).toBe('a\nb')
  await expect
    .poll(async () => (await client.request('GET', '/api/audit/verify')).body, { timeout: 10_000 })
    .toMatchObject({ ok: true, unsealed: 0 })

  // The api looks at what the worker kept, and runs no agent for it.
  const steps = (await client.request('GET', `/api/runs/${id}/checkpoints`)).body.items
  const state = await client.request('GET', `/api/runs/${id}/checkpoints/${steps.at(-1).id}/state`)
  expect(state).toMatchObject({ status: 200, body: { isCut: false } })
  expect(Object.keys(state.body.values)).not.toEqual([])

  // Each says what it counts every few seconds; the api shows them side by side.
  const page = async () => readMetricsPage((await client.request('GET', '/metrics')).body)
  await expect
    .poll(
      async () =>
        (await page())
          .series('pmbot_build_info')
          .map(({ labels }) => labels.role)
          .sort(),
      {
        timeout: 15_000,
      },
    )
    .toEqual(['api', 'scheduler', 'worker'])
  const attempts = { role: 'worker', verb: 'run-agent', end: 'succeeded' }
  await expect
    .poll(async () => (await page()).series('pmbot_effect_seconds_count').length, { timeout: 15_000 })
    .toBeGreaterThan(0)
  expect((await page()).value('pmbot_effect_seconds_count', attempts)).toBe(1)
  expect((await client.request('GET', '/api/health')).body).toMatchObject({ status: 'ok' })

  for (const service of fleet.services) expect(await service.stop()).toBe(0)
})
