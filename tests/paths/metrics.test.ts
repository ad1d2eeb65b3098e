import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { readMetricsPage } from '../setup/metrics-page.ts'
import { DATABASES, type Product, startProduct } from '../setup/product.ts'

const pageOf = async ({ client }: Product) => {
  const { status, body } = await client.request('GET', '/metrics')
  expect(status).toBe(200)
  return readMetricsPage(body)
}

/** Puts a message that no actor can handle into a mailbox, as a bug would. */
async function postPoison({ environment }: Product): Promise<void> {
  const at = `'${new Date().toISOString()}'`
  const statements = `
    insert into actors (kind, key, created_at, updated_at) values ('run', 'poisoned', ${at}, ${at});
    insert into actor_messages (message_id, kind, key, seq, body, accepted_at)
      values ('poison', 'run', 'poisoned', 1, 'null', ${at});`
  if (environment.DATABASE_URL) {
    const client = new pg.Client({ connectionString: environment.DATABASE_URL })
    await client.connect()
    await client.query(statements)
    await client.end()
    return
  }
  const file = new DatabaseSync(join(environment.PMBOT_DATA_DIR!, 'control_plane/pm_bot.sqlite3'), {
    timeout: 5000,
  })
  file.exec(statements)
  file.close()
}

describe.each(DATABASES)('the metrics of a product that works, on %s', (database) => {
  test('move with it', { timeout: 60_000 }, async () => {
    const product = await startProduct(database)
    const { client } = product
    const before = await pageOf(product)
    expect(before.value('pmbot_messages_total', { outcome: 'handled' })).toBe(0)
    expect(before.value('pmbot_inbox_pending')).toBe(0)

    const repoId = await client.addRepository(makeRepository({ 'README.md': 'a\n' }))
    const { id } = await client.propose(repoId, ['sh', '-c', 'echo b >> README.md'])
    expect((await pageOf(product)).value('pmbot_inbox_pending')).toBe(1)
    await client.approveNext(id)
    await client.untilRun(id, 'blocked')

    await expect
      .poll(async () => (await pageOf(product)).value('pmbot_messages_total', { outcome: 'handled' }))
      .toBeGreaterThan(0)
    const after = await pageOf(product)
    expect(after.value('pmbot_effect_seconds_count', { verb: 'run-agent', end: 'succeeded' })).toBe(1)
    expect(after.value('pmbot_effect_start_seconds_count', { verb: 'run-agent' })).toBe(1)
    expect(after.value('pmbot_turn_seconds_count')).toBeGreaterThan(0)
    expect(after.value('pmbot_wake_seconds_count')).toBeGreaterThan(0)
    expect(after.value('pmbot_hints_total')).toBeGreaterThan(0)
    expect(after.value('pmbot_inbox_pending')).toBe(1)
    expect(after.value('pmbot_inbox_pending_oldest_seconds')).toBeGreaterThan(0)
    expect(after.value('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0)
    expect(after.value('pmbot_build_info', { role: 'all' })).toBe(1)

    const lines = product
      .output()
      .split('\n')
      .flatMap((line) => (line.startsWith('{"level"') ? [JSON.parse(line)] : []))
    expect(lines.find(({ msg }) => msg === 'turns')).toMatchObject({
      actors: [expect.stringMatching(/^\w+\//)],
      handled: expect.any(Number),
      ms: expect.any(Number),
    })
    expect(lines.find(({ msg }) => msg === 'effect')).toMatchObject({
      kind: 'run',
      key: id,
      effect: 'run-agent',
      effectId: expect.any(String),
      end: 'succeeded',
      attempt: 1,
    })
  })

  test('count a message that fails until it parks', { timeout: 60_000 }, async () => {
    const product = await startProduct(database)
    await postPoison(product)
    await expect
      .poll(async () => (await pageOf(product)).value('pmbot_parked_messages'), { timeout: 15_000 })
      .toBe(1)
    await expect
      .poll(async () => (await pageOf(product)).value('pmbot_messages_total', { outcome: 'parked' }))
      .toBe(1)
    const page = await pageOf(product)
    expect(page.value('pmbot_messages_total', { outcome: 'failed' })).toBe(2)
    expect(page.value('pmbot_mailbox_messages')).toBe(0)
  })
})
