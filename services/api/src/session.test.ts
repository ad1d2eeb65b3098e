import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, PORT, type TestApi } from './test-api.fixture.ts'
import { createClient } from './test-client.fixture.ts'

const PASSWORD = 'correct horse battery'
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

const signIn = (password: string) => createClient(test_).post('/api/session', { password })
const cookieOf = (headers: Record<string, unknown>) => String(headers['set-cookie']).split(';')[0]!

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
  expect(headers['set-cookie']).toMatch(
    new RegExp(`^pmbot_${PORT}=[\\w-]{43}; Max-Age=2592000; Path=/; HttpOnly; SameSite=Strict$`),
  )
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
  const headers = { host: 'pm.example.org', origin: 'https://pm.example.org' }
  const answer = await createClient(https).post('/api/session', { password: PASSWORD }, { headers })
  expect(answer.headers['set-cookie']).toMatch(
    /^__Host-pmbot=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  )
  expect(answer.headers['strict-transport-security']).toBe('max-age=31536000')
  const client = createClient(https, cookieOf(answer.headers))
  expect((await client.get('/api/runs')).status).toBe(200)
})

test('guessing is slowed down', async () => {
  const answers = []
  for (let guess = 0; guess < 6; guess += 1) answers.push(await signIn('wrong password'))
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429])
  expect(Number(answers[5]!.headers['retry-after'])).toBeGreaterThan(0)
  expect((await signIn(PASSWORD)).status).toBe(429)
})
