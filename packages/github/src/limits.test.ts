import { GitHubLimitError } from '@pm-bot/domain'
import { expect, it } from 'vitest'
import { failureOf, openAs, openShop, SHOP } from './shop.fixture.ts'

it.each([403, 429] as const)(
  'says until when the quota is used up (%i), and asks nothing before',
  async (status) => {
    const double = await openShop()
    const resetAt = new Date(Date.now() + 600_000).toISOString()
    double.limits.setPrimaryStatus(status)
    double.limits.setQuota('mona', { remaining: 0, resetAt })
    const { github } = openAs(double)

    const error = await failureOf(github.repo(SHOP))
    expect(error).toBeInstanceOf(GitHubLimitError)
    expect(error.message).toContain('API rate limit exceeded')
    const until = Date.parse((error as GitHubLimitError).until)
    expect(Math.abs(until - Date.parse(resetAt))).toBeLessThanOrEqual(1000)
    expect((error as GitHubLimitError).rate).toMatchObject({ limit: 5000, remaining: 0 })

    const asked = double.log.requests().length
    expect(await failureOf(github.labels(SHOP, 1))).toMatchObject({
      until: new Date(until).toISOString(),
      rate: { remaining: 0 },
    })
    expect(double.log.requests()).toHaveLength(asked)
  },
)

it('obeys a secondary limit, and goes on when its time is over', async () => {
  const double = await openShop()
  const issue = double.world.openIssue(SHOP, { title: 'One' })
  const { github, writer } = openAs(double)
  double.limits.hitSecondary({ requests: 1, retryAfterSeconds: 1 })

  const before = Date.now()
  const error = await failureOf(writer.close({ fullName: SHOP, number: issue }))
  expect(error).toBeInstanceOf(GitHubLimitError)
  const wait = Date.parse((error as GitHubLimitError).until) - before
  expect(wait).toBeGreaterThanOrEqual(1000)
  expect(wait).toBeLessThan(3000)
  expect(double.log.writes()).toEqual([])

  await expect
    .poll(() => github.repo(SHOP).then(({ status }) => status, String), { timeout: 5000 })
    .toBe('found')
})

it('keeps the quota of one token from another', async () => {
  const double = await openShop()
  await double.world.addRepository('mona/open')
  double.limits.setQuota('mona', { remaining: 0 })

  expect(await failureOf(openAs(double).github.repo('mona/open'))).toBeInstanceOf(GitHubLimitError)
  expect(await openAs(double, { token: null }).github.repo('mona/open')).toMatchObject({ status: 'found' })
})
