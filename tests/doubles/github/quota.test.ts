import { describe, expect, test } from 'vitest'
import { octokitFor, openDouble, refusal, SHOP, shop, TOKEN } from './double.fixture.ts'

test('every answer tells the quota, and asking for it is free', async () => {
  const double = await openDouble()
  const octokit = octokitFor(double)
  const { headers } = await octokit.repos.get(shop)
  expect(headers).toMatchObject({
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '4999',
    'x-ratelimit-used': '1',
    'x-ratelimit-resource': 'core',
  })
  const { data } = await octokit.rateLimit.get()
  expect(data.rate).toMatchObject({ limit: 5000, used: 1, remaining: 4999 })
  expect(data.rate.reset * 1000).toBeGreaterThan(Date.now())
})

test('over the primary limit nothing is answered and nothing is written, until it is reset', async () => {
  const double = await openDouble()
  const octokit = octokitFor(double)
  double.limits.setQuota('acme', { remaining: 1 })
  await octokit.repos.get(shop)
  const post = () => octokit.issues.create({ ...shop, title: 'Too much' })
  expect(await refusal(post())).toMatchObject({
    status: 403,
    message: expect.stringMatching(/^API rate limit exceeded/),
  })
  double.limits.setPrimaryStatus(429)
  expect(await refusal(post())).toMatchObject({ status: 429 })
  expect(double.world.issues(SHOP)).toEqual([])

  double.limits.setQuota('acme', { resetAt: new Date(Date.now() - 1000).toISOString() })
  expect((await post()).status).toBe(201)
})

test('without a token there are 60 requests an hour', async () => {
  const double = await openDouble()
  double.limits.setQuota('anonymous', { remaining: 1 })
  const octokit = octokitFor(double, '')
  const { headers } = await octokit.repos.get(shop)
  expect(headers).toMatchObject({ 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0' })
  expect(await refusal(octokit.repos.get(shop))).toMatchObject({
    status: 403,
    message: expect.stringContaining("here's the good news"),
  })
})

test('a secondary limit says when to come back', async () => {
  const double = await openDouble()
  double.limits.hitSecondary({ owner: 'acme', requests: 1, retryAfterSeconds: 7 })
  const get = () =>
    fetch(`${double.apiUrl}/repos/acme/shop`, { headers: { authorization: `Bearer ${TOKEN}` } })
  const refused = await get()
  expect(refused.status).toBe(403)
  expect(refused.headers.get('retry-after')).toBe('7')
  expect(await refused.json()).toMatchObject({
    message: expect.stringMatching(/^You have exceeded a secondary rate limit\. Please wait a few minutes/),
  })
  expect((await get()).status).toBe(200)
})

test('too many writes a minute hit it as well, and reads do not count', async () => {
  const double = await openDouble()
  double.limits.setWritesPerMinute(2)
  const octokit = octokitFor(double)
  const write = () => octokit.issues.create({ ...shop, title: 'One more' })
  await write()
  await write()
  expect(await refusal(write())).toMatchObject({ status: 403, message: expect.stringContaining('secondary') })
  expect((await octokit.repos.get(shop)).status).toBe(200)
  expect(double.world.issues(SHOP)).toHaveLength(2)
})

const PATH = '/repos/acme/shop/issues?state=all&per_page=100'

describe('a conditional request', () => {
  test('is answered 304 without a body, and costs nothing', async () => {
    const double = await openDouble()
    double.world.openIssue(SHOP, { title: 'One' })
    const get = (etag?: string) =>
      fetch(double.apiUrl + PATH, {
        headers: { authorization: `Bearer ${TOKEN}`, ...(etag && { 'if-none-match': etag }) },
      })
    const first = await get()
    const etag = first.headers.get('etag')!
    expect(etag).toMatch(/^W\/"[0-9a-f]{64}"$/)
    expect(first.headers.get('x-ratelimit-used')).toBe('1')

    const second = await get(etag)
    expect(second.status).toBe(304)
    expect(await second.text()).toBe('')
    expect(second.headers.get('etag')).toBe(etag)
    expect(second.headers.get('x-ratelimit-used')).toBe('1')
    expect(double.log.requests().map(({ spentQuota }) => spentQuota)).toEqual([true, false])

    double.world.closeIssue(SHOP, 1)
    expect((await get(etag)).status).toBe(200)
    expect(double.limits.quota('acme').used).toBe(2)
  })

  test('goes by the whole URL, and by the token', async () => {
    const double = await openDouble()
    double.world.addToken('another', { login: 'acme' })
    const etagOf = async (path: string, token: string) => {
      const response = await fetch(double.apiUrl + path, { headers: { authorization: `token ${token}` } })
      return response.headers.get('etag')
    }
    const etags = [
      await etagOf(PATH, TOKEN),
      await etagOf(PATH, 'another'),
      await etagOf(`${PATH}&page=1`, TOKEN),
    ]
    expect(new Set(etags).size).toBe(3)
    expect(await etagOf(PATH, TOKEN)).toBe(etags[0])
  })

  test('without a token costs even where it is answered 304', async () => {
    const double = await openDouble({}, { etags: 'strong' })
    const first = await fetch(double.apiUrl + PATH)
    const etag = first.headers.get('etag')!
    expect(etag).toMatch(/^"/)
    const second = await fetch(double.apiUrl + PATH, { headers: { 'if-none-match': etag } })
    expect(second.status).toBe(304)
    expect(double.limits.quota('anonymous')).toMatchObject({ limit: 60, used: 2, remaining: 58 })
  })
})
