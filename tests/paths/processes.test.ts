import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, inject, onTestFinished, test } from 'vitest'
import { git, makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { createClient } from '../setup/client.ts'
import { createDatabase } from '../setup/database.ts'
import { readMetricsPage } from '../setup/metrics-page.ts'

const SERVICES = ['api', 'worker', 'scheduler'] as const

/** Starts one of the services; resolves to the line in which it says that it is ready. */
async function startService(
  name: string,
  env: NodeJS.ProcessEnv,
): Promise<{ child: ChildProcess; ready: string }> {
  const main = fileURLToPath(new URL(`../../services/${name}/src/main.ts`, import.meta.url))
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  for await (const line of createInterface({ input: child.stdout! })) {
    if (line.includes('is ready')) return { child, ready: line }
  }
  throw new Error(`the ${name} ended before it was ready`)
}

test('api, worker and scheduler as processes of their own, on one Postgres', {
  timeout: 90_000,
}, async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'pm-bot-processes-'))
  onTestFinished(() => rmSync(dataDirectory, { recursive: true, force: true }))
  const database = await createDatabase(inject('postgresUrl'))
  onTestFinished(() => database.drop())
  const env = {
    PATH: process.env.PATH,
    PMBOT_DATA_DIR: dataDirectory,
    PMBOT_PORT: '0',
    PMBOT_LOG_LEVEL: 'warn',
    DATABASE_URL: database.url,
  }
  const [api, ...others] = await Promise.all(SERVICES.map((name) => startService(name, env)))
  const client = createClient(/http:\S+/.exec(api!.ready)![0])

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

  for (const { child } of [api!, ...others]) {
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await gone).toEqual([0, null])
  }
})
