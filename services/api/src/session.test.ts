import { listAudit } from '@pm-bot/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApi } from './index.ts'
import { openTestApi, PORT, type TestApi } from './test-api.fixture.ts'
import { createClient } from './test-client.fixture.ts'

const PASSWORD = 'correct horse battery'
const AT_HTTPS = { host: 'pm.example.org', origin: 'https://pm.example.org' }
let test_: TestApi
let https: TestApi
beforeAll(async () => {
  test_ = await openTestApi('sqlite', { PMBOT_PASSWORD: PASSWORD })
  https = await openTestApi('sqlite', {
    PMBOT_PASSWORD: PASSWORD,
    PMBOT_PUBLIC_URL: 'https://pm.example.org',
  })
})
afterAll(() => Promise.all([test_.close(), https.close()]))

const signIn = (password: string, at = test_, cookie?: string) =>
  createClient(at, cookie).post('/api/session', { password }, at === https ? { headers: AT_HTTPS } : {})
/** Oldest first. */
async function signInsOf({ store }: TestApi) {
  const { items } = await listAudit(store.database, { limit: 100 })
  const ours = items.filter(({ type }) => /^(sign|session)/.test(type))
  return ours.map(({ type, payload }) => ({ type, payload })).reverse()
}
/** The session's, and what marks the browser. */
const cookiesOf = (headers: Record<string, unknown>) => headers['set-cookie'] as string[]
const cookieOf = (headers: Record<string, unknown>) => cookiesOf(headers)[0]!.split(';')[0]!

test('everything under /api needs the session, but what one needs to sign in', async () => {
  const client = createClient(test_)
  for (const path of [
    '/api/runs',
    '/api/inbox',
    '/api/events',
    '/api/audit/verify',
    '/api/graphs',
    '/%61pi/runs',
  ])
    expect(await client.get(path), path).toMatchObject({ status: 401, json: { code: 'unauthenticated' } })
  expect((await client.post('/api/workspaces', { name: 'x' })).status).toBe(401)
  for (const path of ['/api/health', '/api/ready', '/api/meta', '/', '/runs/1', '/docs', '/openapi.json'])
    expect((await client.get(path)).status, path).toBe(200)
  expect((await client.get('/api/meta')).json.auth).toEqual({ required: true, signedIn: false })
})

test('signs in and out', async () => {
  const { status, headers } = await signIn(PASSWORD)
  expect(status).toBe(204)
  expect(cookiesOf(headers)).toEqual([
    expect.stringMatching(
      new RegExp(`^pmbot_${PORT}=[\\w-]{43}; Max-Age=2592000; Path=/; HttpOnly; SameSite=Strict$`),
    ),
    expect.stringMatching(
      new RegExp(
        `^pmbot-browser_${PORT}=[\\w-]{36}\\.[\\w-]{43}; Max-Age=15552000; Path=/; HttpOnly; SameSite=Strict$`,
      ),
    ),
  ])
  const client = createClient(test_, cookieOf(headers))
  expect((await client.get('/api/meta')).json.auth).toEqual({ required: true, signedIn: true })
  expect((await client.get('/api/runs')).status).toBe(200)
  expect((await client.delete('/api/session')).status).toBe(204)
  expect((await client.get('/api/runs')).status).toBe(401)
})

test('a made-up or another instance’s cookie is no session', async () => {
  for (const cookie of [`pmbot_${PORT}=x`, `pmbot_${PORT}=`, 'pmbot_1=x', `pmbot_${PORT}=%E0%A4%A`, ';;=;'])
    expect((await createClient(test_, cookie).get('/api/runs')).status, cookie).toBe(401)
})

test('behind https the cookie never leaves it', async () => {
  const answer = await signIn(PASSWORD, https)
  expect(cookiesOf(answer.headers)).toEqual([
    expect.stringMatching(/^__Host-pmbot=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/),
    expect.stringMatching(/^__Host-pmbot-browser=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/),
  ])
  expect(answer.headers['strict-transport-security']).toBe('max-age=31536000')
  const client = createClient(https, cookieOf(answer.headers))
  expect((await client.get('/api/runs')).status).toBe(200)
})

test('a restart signs nobody out, another password everybody', async () => {
  const cookie = cookieOf((await signIn(PASSWORD)).headers)
  const again = async (password: string | null, passwordHash: string | null = null) => {
    const settings = { ...test_.settings, password, passwordHash }
    const restarted = { api: await createApi({ ...test_.options, settings }) }
    const { status } = await createClient(restarted, cookie).get('/api/runs')
    await restarted.api.close()
    return status
  }
  expect(await again(PASSWORD)).toBe(200)
  expect(await again(PASSWORD)).toBe(200)
  expect(await again('another password')).toBe(401)
  expect(await again(PASSWORD)).toBe(401)
  expect((await signInsOf(test_)).at(-1)).toMatchObject({
    payload: { from: 'a start with another password' },
  })
})

test('a session that was there before is not the one that is signed in', async () => {
  const before = cookieOf((await signIn(PASSWORD)).headers)
  const after = cookieOf((await signIn(PASSWORD, test_, before)).headers)
  expect(after).not.toBe(before)
  expect((await createClient(test_, before).get('/api/runs')).status).toBe(401)
  expect((await createClient(test_, after).get('/api/runs')).status).toBe(200)
})

test('signing in and out is in the audit trail, and nothing is for a cookie that was none', async () => {
  const before = (await signInsOf(https)).length
  const { headers } = await signIn(PASSWORD, https)
  const client = createClient(https, cookieOf(headers))
  for (let time = 0; time < 2; time += 1)
    expect((await client.delete('/api/session', { headers: AT_HTTPS })).status).toBe(204)
  expect((await signInsOf(https)).slice(before)).toEqual([
    { type: 'signed-in', payload: { from: '127.0.0.1', sessionId: expect.any(String) } },
    { type: 'signed-out', payload: { from: '127.0.0.1', sessionId: expect.any(String) } },
  ])
})

test('guessing is slowed down and told of, and a browser that was let in before is meanwhile', async () => {
  const browser = cookiesOf((await signIn(PASSWORD)).headers)[1]!.split(';')[0]!
  const before = (await signInsOf(test_)).length
  const answers = []
  for (let guess = 0; guess < 7; guess += 1) answers.push(await signIn('wrong password'))
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429, 429])
  expect(Number(answers[5]!.headers['retry-after'])).toBeGreaterThan(0)
  expect((await signIn(PASSWORD)).status).toBe(429)
  expect((await signIn(PASSWORD, test_, `${browser}x`)).status).toBe(429)
  expect((await signIn(PASSWORD, test_, browser)).status).toBe(204)

  const events = (await signInsOf(test_)).slice(before)
  expect(events).toEqual([
    ...[4, 3, 2, 1, 0].map((attemptsLeft) => ({
      type: 'sign-in-refused',
      payload: { from: '127.0.0.1', attemptsLeft, unrecorded: 0 },
    })),
    { type: 'signed-in', payload: { from: '127.0.0.1', sessionId: expect.any(String) } },
  ])
  expect(JSON.stringify(events)).not.toContain('password')
})
