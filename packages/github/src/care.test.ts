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
