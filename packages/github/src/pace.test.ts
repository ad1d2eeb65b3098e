import { expect, it } from 'vitest'
import { openGitHub } from './open-github.ts'
import { openShop, SHOP, TOKEN } from './shop.fixture.ts'

it('waits out a short secondary limit, and lets a second pass between writes', async () => {
  const double = await openShop()
  const issue = double.world.openIssue(SHOP, { title: 'One' })
  const settings = { apiUrl: new URL(double.apiUrl), token: TOKEN, app: null }
  const { writer } = openGitHub(settings, { version: '1', pace: true })
  double.limits.hitSecondary({ requests: 1, retryAfterSeconds: 1 })

  const label = (name: string) => writer?.addLabels({ fullName: SHOP, number: issue, labels: [name] })
  await Promise.all([label('a'), label('b')])

  expect(double.world.issue(SHOP, issue).labels.sort()).toEqual(['a', 'b'])
  const [first, second] = double.log.requests().filter(({ method }) => method === 'POST')
  expect((second?.startedAt ?? 0) - (first?.startedAt ?? 0)).toBeGreaterThanOrEqual(900)
})
