import type { InboxItemView } from '@pm-bot/domain'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startAgent, startWithModels, turns, untilItems } from './agents.fixture.ts'
import { expectGoodLooks, openPage } from './page.fixture.ts'

const LIMIT = { timeout: 300_000 }

const SIGNS = Array.from({ length: 40 }, (_, index) => `sign ${index + 1}`).join('\n')

/** Proposes, hears what is to be different, and proposes again. */
const painter = turns(
  {
    calls: [
      { name: 'edit_file', args: { path: 'README.md', edits: [{ old: 'a   shop', new: 'a shop' }] } },
      { name: 'write_file', args: { path: 'src/sign.txt', content: 'open\n' } },
      { name: 'write_file', args: { path: 'src/signs.txt', content: `${SIGNS}\n` } },
    ],
  },
  { calls: [{ name: 'propose_change', args: { message: 'Put up signs\n\nPeople did not find us.' } }] },
  { calls: [{ name: 'write_file', args: { path: 'src/sign.txt', content: 'closed\n' } }] },
  { calls: [{ name: 'propose_change', args: { message: 'Put up better signs' } }] },
)

const isLive = (page: Page) => page.getByText('Live', { exact: true }).waitFor()
const changesetOf = (item: InboxItemView) => (item.payload as { changesetId: string }).changesetId
const file = (page: Page, path: string) =>
  page
    .getByRole('region', { name: 'Changes to be committed' })
    .getByRole('article', { name: path, exact: true })

test('a change is read, commented on, sent back, compared and approved by keys alone', LIMIT, async () => {
  const { product, models } = await startWithModels({ painter })
  const { client } = product
  const run = await startAgent(client, 'painter', 'Put up signs')
  const [first] = await untilItems(client, run.id, 1)
  const page = await openPage(product, '/changes')
  await isLive(page)
  const change = page.getByRole('link', { name: /Put up signs/ })
  await change.waitFor()
  await expectGoodLooks(page, 'changes')
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/changes/${changesetOf(first!)}`)
  await page.getByRole('heading', { level: 1, name: 'Put up signs' }).waitFor()
  await page.getByText('None in 42 added lines.').waitFor()
  await file(page, 'src/sign.txt').waitFor()
  await expectGoodLooks(page, 'change')
  await page.setViewportSize({ width: 1440, height: 900 })

  // The first change that can be seen, from whichever side; and one below it.
  await page.keyboard.press('c')
  await page.getByLabel('Comment on line 1 before the change').fill('Why was it so?')
  await page.keyboard.press('Control+Enter')
  await file(page, 'README.md').getByText('Why was it so?').waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('c')
  await page.getByLabel('Comment on line 1', { exact: true }).fill('One space is enough.')
  await page.keyboard.press('Escape')
  await page.getByText('2 comments, not sent yet').waitFor()

  // By mouse, then taken back.
  await file(page, 'src/sign.txt').locator('.line-number[data-number="1"]').click()
  await page.getByLabel('Comment on line 1', { exact: true }).fill('Close the shop.')
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByText('3 comments, not sent yet').waitFor()
  await file(page, 'README.md')
    .getByRole('button', { name: 'Remove the comment on line 1', exact: true })
    .click()
  await page.getByText('2 comments, not sent yet').waitFor()
  await expectGoodLooks(page, 'change-comments')
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.reload()
  await isLive(page)
  await page.getByText('2 comments, not sent yet').waitFor()
  await file(page, 'src/sign.txt').getByText('Close the shop.').waitFor()
  await page.getByText('The agent does not get your 2 comments on its lines.').waitFor()

  await page.keyboard.press('u')
  await file(page, 'README.md').locator('tr.halves').first().waitFor()
  await expectGoodLooks(page, 'change-split')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.keyboard.press('u')
  await expect.poll(() => page.locator('tr.halves').count()).toBe(0)

  await page.keyboard.press('v')
  await page.getByText('1 of 3 viewed').waitFor()
  await expect.poll(() => file(page, 'README.md').locator('tr.line').count()).toBe(0)

  await page.keyboard.press('r')
  await page.getByRole('form', { name: 'Request changes' }).waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText(/^Answered: Put up signs/).waitFor()
  await page.getByText('Why was it so?').waitFor()
  await expect.poll(() => page.getByText('not sent yet').count()).toBe(0)

  await expect
    .poll(async () => (await untilItems(client, run.id, 1))[0]!.id, { timeout: 30_000 })
    .not.toBe(first!.id)
  const [second] = await untilItems(client, run.id, 1)
  const heard = models.log.requests().map(({ messages }) => messages.at(-1)!.content)
  expect(heard.join('\n')).toContain('> open\nClose the shop.')
  expect(heard.join('\n')).not.toContain('One space is enough.')

  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await page.getByRole('link', { name: /Put up better signs/ }).click()
  await page.waitForURL(`**/changes/${changesetOf(second!)}`)
  await page.getByText('Close the shop.').waitFor()
  await page.getByText('How it differs from that one').click()
  await page
    .getByRole('region', { name: 'How it differs from the former change' })
    .getByText('closed')
    .waitFor()
  // What did not change since stays viewed.
  await page.getByText('1 of 3 viewed').waitFor()
  // Of two diffs, the keys mean the one with the focus in it.
  await file(page, 'src/sign.txt').getByText('closed').click()
  await page.keyboard.press('v')
  await page.getByText('2 of 3 viewed').waitFor()
  expect(await file(page, 'src/sign.txt').getByLabel('Viewed').isChecked()).toBe(true)
  await expectGoodLooks(page, 'change-again')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.keyboard.press('a')
  await page.getByText(/^Approved: Put up better signs/).waitFor()
  await client.untilRun(run.id, 'completed')
  await page.getByText(/it is commit/).waitFor()
  await expectGoodLooks(page, 'change-applied')
  await page.keyboard.press('Escape')
  await page.getByRole('region', { name: 'Done' }).getByText('Put up better signs').waitFor()
  await expect.poll(() => page.getByRole('region', { name: 'Needs you' }).count()).toBe(0)
})
