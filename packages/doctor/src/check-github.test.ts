import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings } from '@pm-bot/domain'
import { expect, onTestFinished, test } from 'vitest'
import { checkGitHub } from './check-github.ts'

const TOKEN = 'github_pat_of_the_tests_0123456789'
const check = (environment: Record<string, string>) => checkGitHub(readSettings(environment))
const found = async (environment: Record<string, string>) =>
  (await check(environment)).map(({ check, verdict, finding }) => `${check} ${verdict}: ${finding}`)

/** Answers as GitHub would, or not. Resolves to its address, and what it was shown. */
async function standIn(answer: Answering) {
  const seen: (string | undefined)[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.url} ${request.headers.authorization}`)
    answer(response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v3`, seen }
}

type Answering = (response: ServerResponse) => void
const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answering =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
const page: Answering = (response) => {
  response.end('<!doctype html>Sign in to the network')
}
const hangUp: Answering = (response) => {
  response.destroy()
}
const RATE = { rate: { limit: 5000, remaining: 4321 } }
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

test('without a credential nobody is asked', async () => {
  const { url, seen } = await standIn(json(200, RATE))
  expect(await found({ GITHUB_API_URL: url })).toEqual([
    'github ok: No credential is set: public repositories can be read, and nothing can be written.',
    'webhooks ok: None are taken: GitHub is asked every 300 s.',
  ])
  expect(seen).toEqual([])
})

test.each([
  ['ok', json(200, RATE), /accepts GITHUB_TOKEN; 4321 of 5000 requests are left/],
  ['ok', json(200, RATE, { 'github-authentication-token-expiration': inDays(30) }), /accepts GITHUB_TOKEN/],
  [
    'warning',
    json(200, RATE, { 'github-authentication-token-expiration': inDays(2) }),
    /^GITHUB_TOKEN ends on 20/,
  ],
  ['ok', json(404, { message: 'Rate limiting is not enabled.' }), /answers, and has no quota/],
  ['problem', json(401, { message: 'Bad credentials' }), /does not accept GITHUB_TOKEN: Bad credentials/],
  [
    'problem',
    json(403, { message: `no ${TOKEN} here` }),
    /refuses to answer GITHUB_TOKEN: no \[redacted\] here/,
  ],
  ['problem', json(404, { message: 'Not Found' }), /is not GitHub's API \(Not Found\)/],
  ['problem', json(200, { hello: 'world' }), /is not GitHub's API/],
  ['problem', json(302, {}, { location: 'https://login.example' }), /is not GitHub's API \(status 302\)/],
  ['problem', page, /is not GitHub's API/],
  ['warning', json(502, { message: 'Server Error' }), /has trouble of its own: Server Error/],
  ['problem', hangUp, /cannot be reached/],
] as const)('a token: %s', async (verdict, answer, finding) => {
  const { url, seen } = await standIn(answer)
  const findings = await check({ GITHUB_TOKEN: TOKEN, GITHUB_API_URL: url })
  expect(findings[1]).toMatchObject({ check: 'github', verdict, finding: expect.stringMatching(finding) })
  if (verdict !== 'ok') expect(findings[1]?.advice).toMatch(/\.$/)
  expect(seen).toEqual([`/api/v3/rate_limit Bearer ${TOKEN}`])
  expect(JSON.stringify(findings)).not.toContain(TOKEN)
})

test('a classic token, nobody at home, and the address of the pages', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  const classic = { GITHUB_TOKEN: `ghp_${'x'.repeat(36)}`, GITHUB_API_URL: `http://127.0.0.1:${port}` }
  expect(await found(classic)).toEqual([
    expect.stringMatching(/^github warning: GITHUB_TOKEN is a classic token/),
    `github problem: 127.0.0.1:${port} cannot be reached (ECONNREFUSED).`,
    expect.stringMatching(/^webhooks ok/),
  ])
  expect((await found({ GITHUB_TOKEN: TOKEN, GITHUB_API_URL: 'https://github.com' }))[0]).toBe(
    'github problem: GITHUB_API_URL is https://github.com, which serves pages and not the API.',
  )
})

test("an App's key: absent, no key, open to others, and as it should be", async () => {
  const { url, seen } = await standIn(json(200, RATE))
  const directory = mkdtempSync(join(tmpdir(), 'pm-bot-doctor-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const file = join(directory, 'key.pem')
  const look = () => found({ GITHUB_APP_ID: '7', GITHUB_APP_PRIVATE_KEY_FILE: file, GITHUB_API_URL: url })

  expect((await look())[0]).toBe(`github problem: There is no ${file}, where the key of App 7 should be.`)
  writeFileSync(file, 'no key', { mode: 0o600 })
  expect((await look())[0]).toBe(`github problem: ${file} is no private key.`)
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  writeFileSync(file, privateKey)
  chmodSync(file, 0o640)
  expect((await look())[0]).toMatch(/^github problem: Others on this machine may read/)
  chmodSync(file, 0o600)
  expect((await look()).slice(0, 2)).toEqual([
    'github ok: GITHUB_APP_ID is 7, and its key is yours alone.',
    `github ok: ${new URL(url).host} answers.`,
  ])
  expect(new Set(seen)).toEqual(new Set(['/api/v3/rate_limit undefined']))
})

test('webhooks that GitHub can deliver, and those that it cannot', async () => {
  const secret = 'a secret of the webhooks'
  const place = { PMBOT_PUBLIC_URL: 'https://pm-bot.example.org', PMBOT_PASSWORD: 'long enough' }
  const said = async (environment: Record<string, string>) => (await found(environment)).at(-1)
  expect(await said({ GITHUB_WEBHOOK_SECRET: secret })).toMatch(
    /^webhooks warning: .* cannot reach this machine/,
  )
  expect(await said({ GITHUB_WEBHOOK_SECRET: secret, ...place })).toBe(
    'webhooks ok: They are taken at https://pm-bot.example.org/webhooks/github.',
  )
  expect(await said({ GITHUB_WEBHOOK_SECRET: `${secret},${secret} of old`, ...place })).toMatch(
    /^webhooks warning: .* either of two secrets/,
  )
})
