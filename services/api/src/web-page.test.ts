import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type TestApi } from './test-api.fixture.ts'
import { type Client, createClient } from './test-client.fixture.ts'

let test_: TestApi
let client: Client
beforeAll(async () => {
  test_ = await openTestApi('sqlite')
  client = createClient(test_)
})
afterAll(() => test_.close())

test('serves the page under every path of its own, never kept', async () => {
  for (const path of ['/', '/inbox', '/runs/0197', '/index.html', '/apiary']) {
    const { status, text, headers } = await client.get(path)
    expect({ path, status, text }).toEqual({ path, status: 200, text: '<!doctype html><title>page</title>' })
    expect(headers['cache-control']).toBe('no-cache')
  }
})

test('serves hashed files for ever, and no page in their place', async () => {
  const script = await client.get('/assets/app-1a2b3c.js')
  expect(script.headers).toMatchObject({
    'content-type': expect.stringContaining('javascript'),
    'cache-control': 'public, max-age=31536000, immutable',
  })
  expect((await client.get('/assets/gone-1a2b3c.js')).status).toBe(404)
})

test('keeps back what the build left for itself', async () => {
  const hidden = join(test_.options.webRoot, '.cache')
  mkdirSync(hidden)
  for (const file of [join(test_.options.webRoot, '.sources'), join(hidden, 'list'), join(hidden, 'a.js')])
    writeFileSync(file, 'secret')
  for (const path of [
    '/.sources',
    '/%2Esources',
    '/.cache/list',
    '/%2ecache/a.js',
    '/.git/HEAD',
    '/assets/.env',
  ])
    expect(await client.get(path), path).toMatchObject({ status: 404, json: { code: 'not_found' } })
})

test('says which headers keep foreign code out', async () => {
  for (const path of ['/', '/api/health', '/api/nothing', '/assets/app-1a2b3c.js']) {
    const { headers } = await client.get(path)
    const policy = String(headers['content-security-policy'])
    for (const rule of [
      "default-src 'self'",
      "object-src 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "worker-src 'self'",
    ])
      expect(policy).toContain(rule)
    expect(policy).not.toMatch(/unsafe|upgrade-insecure/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers).not.toHaveProperty('strict-transport-security')
  }
})

test('describes every route it has, and shows that without foreign scripts', async () => {
  const document = (await client.get('/openapi.json')).json
  expect(document.openapi).toBe('3.1.0')
  const operations = Object.entries<Record<string, { operationId: string; summary: string; tags: string[] }>>(
    document.paths,
  ).flatMap(([path, methods]) => Object.entries(methods).map(([method, rest]) => ({ path, method, ...rest })))
  expect(operations.length).toBeGreaterThan(25)
  for (const { operationId, summary, tags, path } of operations) {
    expect({ path, operationId, summary, tags }).toEqual({
      path,
      operationId: expect.any(String),
      summary: expect.any(String),
      tags: [expect.any(String)],
    })
  }
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
  expect(document.components.schemas).toHaveProperty('RunView')
  expect(JSON.stringify(document)).not.toContain('"$id"')

  const reader = (await client.get('/docs')).text
  expect(reader).not.toMatch(/<script(?! type="module" src="\/)|https?:|style=/)
  expect((await client.get('/docs/docs.js')).headers['content-type']).toMatch(/javascript/)
  expect((await client.get('/docs/docs.css')).headers['content-type']).toMatch(/css/)
})
