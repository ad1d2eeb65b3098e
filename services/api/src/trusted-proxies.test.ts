import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { listAudit, listSessions } from '@pm-bot/store'
import { expect, onTestFinished, test } from 'vitest'
import { sessionKeyOf } from './session-key.ts'
import { openTestApi } from './test-api.fixture.ts'

const PASSWORD = 'correct horse battery'
const PUBLIC = 'https://pm.example.org'

/** An api that is reached over a socket from 127.0.0.1, which may be a proxy's address. */
async function serve(trustedProxies: string) {
  const test_ = await openTestApi('sqlite', {
    PMBOT_PASSWORD: PASSWORD,
    PMBOT_PUBLIC_URL: PUBLIC,
    PMBOT_TRUSTED_PROXIES: trustedProxies,
  })
  onTestFinished(test_.close)
  await test_.api.listen({ host: '127.0.0.1', port: 0 })
  const { port } = test_.api.server.address() as AddressInfo

  async function ask(
    method: string,
    path: string,
    headers: Record<string, string>,
    body = '',
  ): Promise<number> {
    const socket = connect(port, '127.0.0.1')
    const lines = Object.entries({
      connection: 'close',
      ...(body ? { 'content-type': 'application/json', 'content-length': body.length } : {}),
      ...headers,
    }).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
    return Number((await text(socket)).slice('HTTP/1.1 '.length).slice(0, 3))
  }
  return {
    port,
    health: (headers: Record<string, string>) => ask('GET', '/api/health', headers),
    signIn: (password: string, headers: Record<string, string>) =>
      ask('POST', '/api/session', { host: 'pm.example.org', ...headers }, JSON.stringify({ password })),
    addresses: async () => {
      const { items } = await listAudit(test_.store.database, { limit: 100 })
      return items
        .filter(({ type }) => type.startsWith('sign'))
        .map(({ payload }) => (payload as { from: string }).from)
    },
    sessions: () => listSessions(test_.store.database, sessionKeyOf(test_.settings)!),
  }
}
const forwardedFor = (addresses: string) => ({ 'x-forwarded-for': addresses })

test('whom a proxy names is believed of the proxy alone', async () => {
  const { signIn, addresses, sessions } = await serve('127.0.0.1')
  await signIn('wrong', forwardedFor('203.0.113.7'))
  // What was there before the proxy's own entry is the stranger's word.
  await signIn('wrong', forwardedFor('198.51.100.1, 127.0.0.1, 203.0.113.8'))
  await signIn('wrong', forwardedFor('unknown, <script>'))
  await signIn(PASSWORD, forwardedFor('203.0.113.9'))
  expect(await addresses()).toEqual(['203.0.113.9', '127.0.0.1', '203.0.113.8', '203.0.113.7'])
  expect(await sessions()).toMatchObject([{ address: '203.0.113.9' }])
})

test.each([
  ['no proxy is trusted', ''],
  ['another is', '10.0.0.0/8'],
])('made-up addresses win no attempts where %s', async (_, proxies) => {
  const { signIn, addresses } = await serve(proxies)
  const statuses = []
  for (let guess = 0; guess < 7; guess += 1) {
    const headers = { forwarded: `for=203.0.113.${guess}`, 'x-real-ip': `203.0.113.${guess}` }
    statuses.push(await signIn('wrong', { ...headers, ...forwardedFor(`203.0.113.${guess}`) }))
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
  expect(new Set(await addresses())).toEqual(new Set(['127.0.0.1']))
})

test('made-up addresses before the proxy’s own win none either', async () => {
  const { signIn } = await serve('127.0.0.1')
  const statuses = []
  for (let guess = 0; guess < 7; guess += 1)
    statuses.push(await signIn('wrong', forwardedFor(`198.51.100.${guess}, 203.0.113.7`)))
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
  expect(await signIn(PASSWORD, forwardedFor('203.0.113.8'))).toBe(204)
})

test('the name that a trusted proxy was called by is ours or not', async () => {
  const { port, health } = await serve('127.0.0.1')
  const host = 'api:7070'
  expect(await health({ host })).toBe(403)
  expect(await health({ host, 'x-forwarded-host': 'pm.example.org' })).toBe(200)
  expect(await health({ host, 'x-forwarded-host': 'evil.example, pm.example.org' })).toBe(200)
  expect(await health({ host: 'pm.example.org' })).toBe(200)
  for (const name of [
    'evil.example',
    'pm.example.org, evil.example',
    'pm.example.org:8443',
    `0.0.0.0:${port}`,
  ])
    expect(await health({ host: 'pm.example.org', 'x-forwarded-host': name }), name).toBe(403)
  const origin = { host, 'x-forwarded-host': 'pm.example.org', origin: 'https://evil.example' }
  expect(await health(origin)).toBe(403)
  expect(await health({ ...origin, origin: PUBLIC })).toBe(200)
  expect(await health({ ...origin, origin: 'http://pm.example.org', 'x-forwarded-proto': 'http' })).toBe(403)
})

test('and that of anyone else is not looked at', async () => {
  const { port, health } = await serve('')
  expect(await health({ host: 'evil.example', 'x-forwarded-host': 'pm.example.org' })).toBe(403)
  expect(await health({ host: `127.0.0.1:${port}`, 'x-forwarded-host': 'evil.example' })).toBe(200)
})
