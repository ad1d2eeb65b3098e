import { markerOf } from '@pm-bot/domain'
import { expect, it } from 'vitest'
import { failureOf, openAs, openShop, SHOP } from './shop.fixture.ts'

const marker = markerOf('key', 'effect/0')

it('removes second comments and leaves the first one, and those who quote it', async () => {
  const double = await openShop()
  const issue = double.world.openIssue(SHOP, { title: 'One' })
  const { writer } = openAs(double)
  const options = { fullName: SHOP, number: issue, marker }
  await writer.ensureComment({ ...options, body: 'Done.' })
  const [first] = double.world.comments(SHOP)
  const body = first?.body ?? ''
  double.world.comment(SHOP, issue, { body, author: 'mona' })
  const quote = double.world.comment(SHOP, issue, { body: `> ${body}\n\nThanks`, author: 'mona' })
  const copy = double.world.comment(SHOP, issue, { body, author: 'mallory' })

  expect(await writer.repairComments(options)).toEqual({ removed: 1 })
  expect(await writer.repairComments(options)).toEqual({ removed: 0 })
  expect(double.world.comments(SHOP).map(({ id }) => id)).toEqual([first?.id, quote, copy])
})

it('tells an issue that cannot be seen from one without the label', async () => {
  const double = await openShop()
  const { writer } = openAs(double)

  expect(await failureOf(writer.removeLabel({ fullName: SHOP, number: 99, label: 'bug' }))).toMatchObject({
    name: 'GitHubRefusedError',
    status: 404,
  })
})

it('finds its issue among all that were opened since the decision, and looks no further back', async () => {
  const double = await openShop()
  const { writer } = openAs(double)
  double.world.stopClock('2026-01-01T00:00:00Z')
  for (let n = 0; n < 150; n++) double.world.openIssue(SHOP, { title: `Old ${n}` })
  double.world.stopClock('2026-06-01T00:00:00Z')
  const wish = {
    fullName: SHOP,
    title: 'Follow up',
    body: '',
    labels: [],
    marker,
    since: '2026-06-01T00:00:00Z',
  }
  const { number } = await writer.ensureIssue(wish)
  for (let n = 0; n < 330; n++) double.world.openIssue(SHOP, { title: `New ${n}` })

  expect(await writer.ensureIssue(wish)).toMatchObject({ adopted: true, number })
  double.log.clear()
  await writer.ensureIssue({ ...wish, marker: markerOf('another', 'effect/0') })
  // 331 are from that day: the fourth page reaches further back, and what lies behind it was made before.
  expect(double.log.requests().filter(({ method }) => method === 'GET')).toHaveLength(4)
})
