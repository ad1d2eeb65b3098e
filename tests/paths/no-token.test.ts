import { createHmac, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openGitHubDouble } from '../doubles/github/index.ts'
import type { Answer } from '../setup/client.ts'
import { DATABASES, type Product, startProduct } from '../setup/product.ts'
import { allRows, filesBelow, leaksIn, type Secret, secretOf } from './secret-search.fixture.ts'

const SHOP = 'octo/shop'
/** Of signs that JSON, addresses and base64 each write in their own way. No pattern would mask it. */
const TOKEN = 'tok+en/of=the~tests"\\7f3a9c'
const WEBHOOK_SECRET = 'sec+ret/of=the~webhooks"\\1b2c3d'
const WRITES = {
  contents: 'write',
  issues: 'write',
  pull_requests: 'write',
  checks: 'read',
  statuses: 'read',
} as const
/** Leaves all that a command can find of its surroundings in a commit, and prints it. */
const TELL = [
  'sh',
  '-c',
  'env | tee found.txt; git config --list --show-origin | tee -a found.txt; git remote -v',
]

async function openShop() {
  const github = await openGitHubDouble()
  onTestFinished(() => github.close())
  await github.world.addRepository(SHOP, { private: true, files: { 'README.md': 'a shop\n' } })
  const issue = github.world.openIssue(SHOP, { title: 'It is broken', author: 'somebody' })
  return { github, issue }
}
type Shop = Awaited<ReturnType<typeof openShop>>

/** Everything that the page may hear of, while it lasts. */
function hearEvents(address: string): { heard(): string } {
  const ended = new AbortController()
  onTestFinished(() => ended.abort())
  let heard = ''
  const listen = async () => {
    const { body } = await fetch(new URL('/api/events', address), { signal: ended.signal })
    for await (const bytes of body ?? []) heard += Buffer.from(bytes).toString()
  }
  listen().catch(() => {})
  return { heard: () => heard }
}

async function waitFor(product: Product, path: string, isThere: (body: Answer['body']) => boolean) {
  const read = async () => isThere((await product.client.request('GET', path)).body)
  await expect.poll(read, { timeout: 20_000, interval: 100 }).toBe(true)
}

/** The whole way of a run on GitHub, and what goes wrong with a credential on its way. */
async function walk(product: Product, { github, issue }: Shop, fail: () => void) {
  const { client } = product
  expect((await client.request('POST', '/api/github/check', {})).status).toBe(202)
  const added = await client.request('POST', '/api/repos', { fullName: SHOP, depth: 'all' })
  expect(added.status, JSON.stringify(added.body)).toBe(201)
  const repoId: string = added.body.id
  await waitFor(product, `/api/repos/${repoId}/objects`, ({ items }) => items.length > 0)

  const body = JSON.stringify(github.webhooks.issues(SHOP, issue, 'opened'))
  const signature = `sha256=${createHmac('sha256', WEBHOOK_SECRET).update(body).digest('hex')}`
  for (const sent of [signature, `sha256=${'0'.repeat(64)}`]) {
    const answer = await fetch(new URL('/webhooks/github', product.address), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'issues',
        'x-github-delivery': 'one',
        'x-hub-signature-256': sent,
      },
      body,
    })
    expect(answer.status).toBe(sent === signature ? 202 : 401)
  }

  const { id } = await client.propose(repoId, TELL)
  await client.approveNext(id)
  await client.untilRun(id, 'blocked', 'failed')
  await client.approveNext(id)
  const done = await client.untilRun(id, 'completed', 'failed')
  expect(done.status, done.reason ?? '').toBe('completed')
  const branch = Object.keys(github.world.branches(SHOP)).find((name) => name.startsWith('pm-bot/'))
  expect(branch).toBeDefined()
  const committed = (await github.world.readFile(SHOP, branch!, 'found.txt')) ?? ''
  expect(committed).toContain('PATH=')

  fail()
  expect((await client.request('POST', `/api/repos/${repoId}/sync`, {})).status).toBe(202)
  await waitFor(product, `/api/repos/${repoId}`, ({ sync }) => sync.lastError !== null)
  const { id: second } = await client.propose(repoId, ['true'])
  await client.approveNext(second)
  await client.untilRun(second, 'failed')
  return { repoId, runs: [id, second], committed }
}

const LISTS = [
  'github',
  'github/repos',
  'repos',
  'runs',
  'inbox',
  'audit',
  'queues',
  'actors',
  'workers',
  'sessions',
  'meta',
]
const OF_RUN = ['', '/events', '/transitions', '/artifacts', '/work']

/** All that the api says to whoever asks for everything. */
async function answers({ client }: Product, repoId: string, runs: string[]): Promise<[string, string][]> {
  const queues = ['runs', 'sync', 'publish', 'ingestion', 'notify'].map((queue) => `queues/${queue}/jobs`)
  const paths = [
    ...LISTS,
    ...queues,
    `repos/${repoId}`,
    `repos/${repoId}/objects`,
    `actors/repo/${repoId}`,
    ...runs.flatMap((run) => [...OF_RUN.map((of) => `runs/${run}${of}`), `actors/run/${run}`]),
  ].map((path) => `/api/${path}`)
  const said: [string, string][] = []
  for (const path of [...paths, '/metrics', '/openapi.json']) {
    const { status, body } = await client.request('GET', path)
    expect(status, path).toBe(200)
    said.push([path, JSON.stringify(body)])
    for (const { id, artifactId } of path.endsWith('/artifacts') ? body.items : []) {
      const { body: content } = await client.request('GET', `/api/artifacts/${artifactId ?? id}/content`)
      said.push([`${path} ${id}`, typeof content === 'string' ? content : JSON.stringify(content)])
    }
  }
  return said
}

async function search(product: Product, secrets: Secret[], texts: [string, string][]): Promise<string[]> {
  const leaks = texts.flatMap(([where, text]) => leaksIn(where, text, secrets))
  const read: string[] = []
  for (const [file, text] of filesBelow(product.dataDirectory)) {
    leaks.push(...leaksIn(file, text, secrets))
    read.push(file)
  }
  for await (const [table, row] of allRows(product.environment)) {
    leaks.push(...leaksIn(table, row, secrets))
    read.push(table)
  }
  // What is searched is what was meant to be.
  for (const part of [
    'artifacts/',
    'repos/',
    'audit_events',
    'effects',
    'webhook_deliveries',
    'github_objects',
  ])
    expect(
      read.some((name) => name.includes(part)),
      part,
    ).toBe(true)
  return leaks
}

async function findLeaks(
  product: Product,
  shop: Shop,
  secrets: Secret[],
  fail: () => void,
): Promise<string[]> {
  const { heard } = hearEvents(product.address)
  const { repoId, runs, committed } = await walk(product, shop, fail)
  const said = await answers(product, repoId, runs)
  await product.stop()
  expect(heard()).toContain(repoId)
  expect(product.output()).toContain(repoId)
  return await search(product, secrets, [
    ...said,
    ['events', heard()],
    ['log', product.output()],
    ['commit', committed],
  ])
}

/** The beginning of what git is told: `x-access-token:`, whatever follows. */
const FOR_GIT = { name: 'a header for git', forms: [Buffer.from('x-access-token:').toString('base64')] }

test('the search finds a secret in whatever it is wrapped', () => {
  const secrets = [secretOf('token', TOKEN)]
  const wrapped = [
    TOKEN,
    JSON.stringify({ a: JSON.stringify({ TOKEN }) }),
    new URLSearchParams({ q: TOKEN }).toString(),
    ...['', 'a', 'ab', 'x-access-token:'].flatMap((before) =>
      ['', 'z', 'zz'].map((after) => Buffer.from(before + TOKEN + after).toString('base64')),
    ),
    Buffer.from(TOKEN).toString('hex'),
  ]
  expect(wrapped.flatMap((text) => leaksIn('here', text, secrets))).toHaveLength(wrapped.length)
  expect(leaksIn('here', TOKEN.slice(1), secrets)).toEqual([])
})

describe.each(DATABASES)('what opens GitHub is kept nowhere, on %s', (database) => {
  const settings = { GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET, PMBOT_LOG_LEVEL: 'trace' }

  test('a token', { timeout: 120_000 }, async () => {
    const shop = await openShop()
    const { world } = shop.github
    world.addToken(TOKEN, { login: 'octo', repositories: [SHOP], permissions: WRITES })
    const product = await startProduct(database, {
      ...settings,
      GITHUB_API_URL: shop.github.apiUrl,
      GITHUB_TOKEN: TOKEN,
    })
    const secrets = [secretOf('token', TOKEN), secretOf('webhook secret', WEBHOOK_SECRET), FOR_GIT]
    expect(await findLeaks(product, shop, secrets, () => world.revokeToken(TOKEN))).toEqual([])
  })
})

test("an App's key, and the tokens that are made by it", { timeout: 120_000 }, async () => {
  const shop = await openShop()
  const { world } = shop.github
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const appId = world.addApp({ publicKey, permissions: WRITES })
  const installation = world.addInstallation({ appId, account: 'octo', repositories: [SHOP] })
  const directory = mkdtempSync(join(tmpdir(), 'pm-bot-app-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const file = join(directory, 'app.pem')
  writeFileSync(file, privateKey, { mode: 0o600 })

  const product = await startProduct('sqlite', {
    GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET,
    PMBOT_LOG_LEVEL: 'trace',
    GITHUB_API_URL: shop.github.apiUrl,
    GITHUB_APP_ID: String(appId),
    GITHUB_APP_PRIVATE_KEY_FILE: file,
  })
  const lines = privateKey.split('\n').filter((line) => line.length > 20 && !line.startsWith('-----'))
  const secrets = [
    { name: 'key', forms: lines },
    { name: 'a token of an installation', forms: ['ghs_'] },
    // What an App says of itself begins alike.
    { name: 'a word of the App', forms: [Buffer.from('{"alg":"RS256"').toString('base64url').slice(0, 16)] },
    FOR_GIT,
  ]
  const leave = () => world.changeInstallation(installation, { suspended: true })
  expect(await findLeaks(product, shop, secrets, leave)).toEqual([])
})
