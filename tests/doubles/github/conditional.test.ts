import { describe, expect, test } from 'vitest'
import { openDouble, SHOP, TOKEN } from './double.fixture.ts'

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
