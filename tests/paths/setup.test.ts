import type { DoctorView, SetupView } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { DATABASES, shareProduct } from '../setup/product.ts'

describe.each(DATABASES)('setting pm-bot up, on %s', (database) => {
  const shared = shareProduct(database, () => ({ PMBOT_MODEL: 'ollama:qwen3' }))

  test('each step stands as it is, from the first start to the first run that came to its end', async () => {
    const { client } = shared()
    const states = async () => {
      const { steps } = (await client.request('GET', '/api/setup')).body as SetupView
      return Object.fromEntries(steps.map(({ name, state }) => [name, state]))
    }
    expect(await states()).toMatchObject({
      sign_in: 'open',
      github: 'open',
      models: 'done',
      repos: 'open',
      limits: 'open',
      first_run: 'open',
    })
    const repoId = await client.addRepository(makeRepository({ 'README.md': 'a\n' }))
    await client.request('PUT', '/api/budgets', { scope: { kind: 'day', key: '*' }, limits: { calls: 100 } })
    const { id } = await client.propose(repoId, ['sh', '-c', 'echo hello > HELLO.md'])
    await client.approveNext(id)
    await client.untilRun(id, 'blocked')
    await client.approveNext(id)
    await client.untilRun(id, 'completed')
    expect(await states()).toMatchObject({ repos: 'done', limits: 'done', first_run: 'done' })
    const { isDone, steps } = (await client.request('GET', '/api/setup')).body as SetupView
    // The tests' Postgres trades safety for speed, and is told so.
    const inTheWay = steps.filter(({ state }) => state === 'problem').map(({ sentence }) => sentence)
    expect(inTheWay).toEqual(database === 'sqlite' ? [] : [expect.stringContaining('fsync')])
    expect(isDone).toBe(database === 'sqlite')
  })

  test('the doctor tells what it found here, and what the worker found', async () => {
    const { findings, workers } = (await shared().client.request('GET', '/api/doctor')).body as DoctorView
    const checks = findings.map(({ check }) => check)
    expect(checks).toEqual(
      expect.arrayContaining(['node', 'clock', 'disk', 'data directory', 'git', 'github']),
    )
    expect(workers).toHaveLength(1)
    expect(workers[0]!.findings.map(({ check, verdict }) => [check, verdict])).toContainEqual([
      'models',
      'ok',
    ])
    expect(workers[0]!.findings.map(({ check }) => check)).toContain('sandbox')
  })
})
