import { FIRST_WORKSPACE } from '@pm-bot/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../tests/setup/embedded-postgres.ts'
import { openTestApi, type TestApi } from './test-api.fixture.ts'
import { type Client, createClient } from './test-client.fixture.ts'

let server: EmbeddedPostgres
let test_: TestApi
let client: Client
beforeAll(async () => {
  server = await startEmbeddedPostgres({ settings: { fsync: 'on', synchronous_commit: 'on' } })
  test_ = await openTestApi('postgres', {}, {}, server.url)
  client = createClient(test_)
})
afterAll(async () => {
  await test_.close()
  await server.stop()
})

test('while Postgres is away everything says “later”, and then goes on', { timeout: 60_000 }, async () => {
  const rename = () => client.patch(`/api/workspaces/${FIRST_WORKSPACE.workspaceId}`, { name: 'After' })
  await server.kill()
  // A connection may outlive its server by one more query.
  await expect.poll(async () => (await client.get('/api/ready')).status).toBe(503)
  for (let round = 0; round < 3; round += 1) {
    const create = () => client.post('/api/workspaces', { name: 'x' }, { key: 'one' })
    for (const ask of [() => client.get('/api/runs'), () => client.get('/api/ready'), rename, create]) {
      const { status, json, headers } = await ask()
      expect({ status, code: json.code, later: headers['retry-after'] }).toEqual({
        status: 503,
        code: 'unavailable',
        later: '1',
      })
    }
  }
  expect((await client.get('/api/health')).status).toBe(200)

  await server.restart()
  await expect.poll(async () => (await rename()).json.name, { timeout: 10_000 }).toBe('After')
})
