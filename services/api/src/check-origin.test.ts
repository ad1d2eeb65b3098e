import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, createApi } from './index.ts'
import { openTestApi, PORT, type TestApi } from './test-api.fixture.ts'

const PUBLIC = 'https://pm.example.org'
const HERE = `127.0.0.1:${PORT}`
let test_: TestApi
beforeAll(async () => {
  test_ = await openTestApi('sqlite', {}, { publicUrl: new URL(PUBLIC) })
})
afterAll(() => test_.close())

async function ask(method: 'GET' | 'POST' | 'DELETE', url: string, headers: Record<string, string>) {
  const post = method === 'POST' ? { payload: '{"name":"x"}' } : {}
  const response = await test_.api.inject({
    method,
    url,
    headers: { host: HERE, ...(method === 'POST' ? { 'content-type': 'application/json' } : {}), ...headers },
    ...post,
  })
  return response.statusCode
}

describe('Host', () => {
  test.each([HERE, `localhost:${PORT}`, `LocalHost:${PORT}`, `[::1]:${PORT}`, 'pm.example.org'])(
    '%s is us',
    async (host) => expect(await ask('GET', '/api/health', { host })).toBe(200),
  )

  test.each([
    '',
    'evil.example',
    `evil.example:${PORT}`,
    '127.0.0.1',
    '127.0.0.1:80',
    `127.0.0.1.evil.example:${PORT}`,
    `127.0.0.2:${PORT}`,
    `0.0.0.0:${PORT}`,
    `[::]:${PORT}`,
    `2130706433:${PORT}`,
    `localhost.:${PORT}`,
    `localhost:${PORT}@evil.example`,
    `user@localhost:${PORT}`,
    `localhost:${PORT},evil.example`,
    `localhost:${PORT} evil.example`,
    'pm.example.org.evil.example',
    'pm.example.org:8080',
    'xpm.example.org',
  ])('“%s” is not', async (host) => {
    for (const path of ['/api/health', '/api/events', '/', '/assets/app-1a2b3c.js', '/docs', '/nothing'])
      expect(await ask('GET', path, { host }), path).toBe(403)
  })
})

test('an address of this machine is us until a public one is set', async () => {
  const host = '192.168.0.5'
  const own = await openTestApi('sqlite', { PMBOT_HOST: host, PMBOT_PASSWORD: 'long enough' })
  const settings = { ...own.settings, publicUrl: new URL(PUBLIC) }
  const proxied = await createApi({ ...own.options, settings })
  const ask = async (api: Api, name: string) =>
    (await api.inject({ url: '/api/health', headers: { host: name } })).statusCode
  expect(await ask(own.api, `${host}:${PORT}`)).toBe(200)
  expect(await ask(proxied, `${host}:${PORT}`)).toBe(403)
  expect(await ask(proxied, 'pm.example.org')).toBe(200)
  await proxied.close()
  await own.close()
})

describe('Origin', () => {
  test.each([`http://${HERE}`, `http://localhost:${PORT}`, `http://[::1]:${PORT}`, PUBLIC])(
    '%s may ask',
    async (origin) => expect(await ask('POST', '/api/workspaces', { origin })).toBe(201),
  )

  test.each([
    'null',
    'https://evil.example',
    `https://${HERE}`,
    'http://127.0.0.1',
    'http://localhost:3000',
    'http://pm.example.org',
    'https://pm.example.org.evil.example',
    'https://pm.example.org:8443',
    `http://evil.example:${PORT}`,
    `http://${HERE}/`,
    `http://${HERE} https://evil.example`,
    'file://',
    'chrome-extension://abcdef',
  ])('%s may not', async (origin) => {
    expect(await ask('POST', '/api/workspaces', { origin })).toBe(403)
    expect(await ask('GET', '/api/runs', { origin })).toBe(403)
  })
})

describe('Sec-Fetch-Site', () => {
  const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  test.each([
    ['GET', '/', { 'sec-fetch-site': 'cross-site', ...navigation }, 200],
    ['GET', '/runs/1', { 'sec-fetch-site': 'cross-site', ...navigation }, 200],
    ['GET', '/docs', { 'sec-fetch-site': 'cross-site', ...navigation }, 200],
    ['GET', '/api/runs', { 'sec-fetch-site': 'cross-site', ...navigation }, 403],
    ['GET', '/%61pi/runs', { 'sec-fetch-site': 'cross-site', ...navigation }, 403],
    ['GET', '/', { 'sec-fetch-site': 'cross-site', ...navigation, 'sec-fetch-dest': 'iframe' }, 403],
    ['GET', '/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, 403],
    ['GET', '/assets/app-1a2b3c.js', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'script' }, 403],
    ['GET', '/api/events', { 'sec-fetch-site': 'cross-site' }, 403],
    ['GET', '/api/runs', { 'sec-fetch-site': 'same-origin' }, 200],
    ['GET', '/api/runs', { 'sec-fetch-site': 'none' }, 200],
    ['GET', '/api/runs', { 'sec-fetch-site': 'odd' }, 403],
    ['POST', '/api/workspaces', { 'sec-fetch-site': 'same-origin' }, 201],
    ['POST', '/api/workspaces', { 'sec-fetch-site': 'none' }, 201],
    ['POST', '/api/workspaces', {}, 201],
    ['POST', '/api/workspaces', { 'sec-fetch-site': 'same-site' }, 403],
    ['POST', '/api/workspaces', { 'sec-fetch-site': 'cross-site' }, 403],
    ['POST', '/api/workspaces', { 'sec-fetch-site': 'cross-site', ...navigation }, 403],
    ['DELETE', '/api/session', { 'sec-fetch-site': 'cross-site' }, 403],
    ['DELETE', '/api/session', { 'sec-fetch-site': 'same-origin' }, 204],
  ] as const)('%s %s %o → %i', async (method, url, headers, status) => {
    expect(await ask(method, url, headers)).toBe(status)
  })
})
