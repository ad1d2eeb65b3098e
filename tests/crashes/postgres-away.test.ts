import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { git, makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { createClient } from '../setup/client.ts'
import { createDatabase } from '../setup/database.ts'
import { startEmbeddedPostgres } from '../setup/embedded-postgres.ts'
import { createFleet } from '../setup/fleet.ts'
import { hearCommands } from '../setup/hear-commands.ts'

test('Postgres dies and comes back: everybody waits, and no work is done twice', {
  timeout: 120_000,
}, async () => {
  const postgres = await startEmbeddedPostgres({ settings: { fsync: 'on', synchronous_commit: 'on' } })
  onTestFinished(() => postgres.stop())
  const { url } = await createDatabase(postgres.url)
  const fleet = createFleet({ databaseUrl: url })
  onTestFinished(() => fleet.end())
  const [api] = await Promise.all([fleet.start('api'), fleet.start('worker'), fleet.start('scheduler')])
  const pids = fleet.services.map(({ pid }) => pid)
  const client = createClient(api.address)

  const heard = await hearCommands(() => null)
  onTestFinished(() => heard.close())
  const repository = makeRepository({ 'README.md': 'a\n' })
  const repoId = await client.addRepository(repository)
  const script = `${heard.callIn('began')} echo b >> README.md`
  const underWay = await client.propose(repoId, ['bash', '-c', script])
  const waiting = await client.propose(repoId, ['sh', '-c', 'echo c >> README.md'])
  const item = await client.pendingItem(waiting.id)
  await client.approveNext(underWay.id)
  await expect.poll(() => heard.calls.length, { timeout: 20_000 }).toBe(1)

  await postgres.kill()
  const key = { 'idempotency-key': 'asked-while-postgres-was-away' }
  const decide = () =>
    client.request(
      'POST',
      `/api/inbox/${item.id}/decision`,
      { action: 'approve', version: item.version, subjectHash: item.subjectHash },
      key,
    )
  // A connection may outlive its server by one more query.
  await expect.poll(async () => (await client.request('GET', '/api/ready')).status).toBe(503)
  for (const ask of [decide, () => client.request('GET', '/api/runs')]) {
    const { status, headers } = await ask()
    expect({ status, later: headers.get('retry-after') }).toEqual({ status: 503, later: '1' })
  }
  // The command ends while nobody can be told.
  heard.calls[0]!.answer('go on')
  await sleep(2000)
  expect(heard.calls[0]!.isOver()).toBe(true)
  await postgres.restart()

  await expect.poll(async () => (await decide()).status, { timeout: 20_000 }).toBe(200)
  await client.untilRun(underWay.id, 'blocked')
  await client.approveNext(underWay.id)
  expect((await client.untilRun(underWay.id, 'completed', 'failed')).status).toBe('completed')
  expect(heard.calls).toHaveLength(1)
  expect(git(repository, 'rev-list', '--count', `main..pm-bot/${underWay.id}`)).toBe('1')
  await client.untilRun(waiting.id, 'blocked')
  expect(fleet.services.map(({ pid }) => pid)).toEqual(pids)
  expect(fleet.services.every((service) => service.isRunning())).toBe(true)
})
