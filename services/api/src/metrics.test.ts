import { hashPassword } from '@pm-bot/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readMetricsPage } from '../../../tests/setup/metrics-page.ts'
import { createApi } from './index.ts'
import { openTestApi, type TestApi } from './test-api.fixture.ts'
import { createClient } from './test-client.fixture.ts'

const PASSWORD = 'correct horse battery'
const TOKEN = 'a token for prometheus'
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

describe('the metrics behind a password', () => {
  let test_: TestApi
  beforeAll(async () => {
    test_ = await openTestApi('sqlite', { PMBOT_PASSWORD: PASSWORD, PMBOT_METRICS_TOKEN: TOKEN })
  })
  afterAll(() => test_.close())

  test('are for whoever is signed in or has the token, and for nobody else', async () => {
    const client = createClient(test_)
    const refused = await client.get('/metrics')
    expect(refused).toMatchObject({ status: 401, json: { code: 'unauthenticated' } })
    expect(refused.headers['www-authenticate']).toBe('Bearer')
    for (const wrong of ['x', `${TOKEN}x`, PASSWORD]) {
      expect((await client.get('/metrics', bearer(wrong))).status, wrong).toBe(401)
    }
    expect((await client.get('/metrics', bearer(TOKEN))).status).toBe(200)

    const { headers } = await client.post('/api/session', { password: PASSWORD })
    const cookie = String(headers['set-cookie']).split(';')[0]!
    expect((await createClient(test_, cookie).get('/metrics')).status).toBe(200)
  })

  test('are as closed where only the hash of the password is set', async () => {
    const settings = { ...test_.settings, password: null, passwordHash: await hashPassword(PASSWORD) }
    const api = await createApi({ ...test_.options, settings })
    expect((await createClient({ api }).get('/metrics')).status).toBe(401)
    expect((await createClient({ api }).get('/metrics', bearer(TOKEN))).status).toBe(200)
    await api.close()
  })

  test('are all that the token opens', async () => {
    const client = createClient(test_)
    for (const path of ['/api/runs', '/api/inbox', '/api/audit']) {
      expect((await client.get(path, bearer(TOKEN))).status, path).toBe(401)
    }
  })

  test('are not shown to a foreign name or page', async () => {
    const client = createClient(test_)
    const { headers } = bearer(TOKEN)
    for (const more of [{ host: 'evil.example' }, { origin: 'https://evil.example' }]) {
      expect((await client.get('/metrics', { headers: { ...headers, ...more } })).status).toBe(403)
    }
  })
})

describe.each(['sqlite', 'postgres'] as const)('the metrics on %s', (database) => {
  let test_: TestApi
  beforeAll(async () => {
    test_ = await openTestApi(database)
  })
  afterAll(() => test_.close())

  test('are a page that Prometheus can read, in no cache', async () => {
    const client = createClient(test_)
    await client.get('/api/runs')
    const { status, text, headers } = await client.get('/metrics')
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    })
    const page = readMetricsPage(text)
    expect(page.names).toEqual(
      expect.arrayContaining([
        'pmbot_turn_seconds',
        'nodejs_eventloop_lag_p99_seconds',
        'process_start_time_seconds',
        'process_resident_memory_bytes',
      ]),
    )
    expect(page.value('pmbot_database_up')).toBe(1)
    expect(page.value('pmbot_mailbox_messages')).toBe(0)
    expect(page.value('pmbot_database_bytes')).toBeGreaterThan(10_000)
    expect(
      page.value('pmbot_http_request_seconds_count', {
        method: 'GET',
        route: '/api/runs',
        status: '200',
        role: 'api',
        process: 'test',
      }),
    ).toBe(1)
  })

  test('and the health say what is wrong', async () => {
    const { status, json } = await createClient(test_).get('/api/health')
    expect(status).toBe(200)
    if (database === 'sqlite')
      expect(json).toEqual({ status: 'ok', checks: [{ name: 'database', ok: true, message: null }] })
    else
      expect(json).toMatchObject({
        status: 'degraded',
        checks: [
          { name: 'database', ok: true },
          { name: 'worker', ok: false, message: expect.stringMatching(/^No worker .* npm run worker\.$/) },
          { name: 'scheduler', ok: false },
        ],
      })
  })
})
