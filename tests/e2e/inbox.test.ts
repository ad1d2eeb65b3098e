import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { shareProduct } from '../setup/product.ts'
import { expectGoodLooks, openPage } from './page.fixture.ts'

const LIMIT = { timeout: 240_000 }

const product = shareProduct('sqlite')

async function openInbox(...goals: string[]): Promise<Page> {
  const { client } = product()
  const repoId = await client.addRepository(makeRepository({ 'README.md': 'a\n' }))
  for (const goal of goals) await client.propose(repoId, ['true'], { goal })
  const page = await openPage(product(), '/inbox')
  // What is pressed before the page listens is lost.
  await page.getByText('Live', { exact: true }).waitFor()
  return page
}

const row = (page: Page, goal: string) => page.locator('[data-row]', { hasText: goal })
const chosen = (page: Page, goal: string) =>
  page.getByRole('heading', { level: 1, name: `Start “${goal}” on shop` }).waitFor()
const views = (page: Page) => page.getByRole('navigation', { name: 'Inbox views' })

test('an item is put off by keys, waits under Later, and is taken back', LIMIT, async () => {
  const page = await openInbox('Water the plants', 'Feed the cat')
  await chosen(page, 'Water the plants')
  await page.keyboard.press('z')
  const form = page.getByRole('form', { name: 'Put off until' })
  await form.getByText('It waits all the same').waitFor()
  await expectGoodLooks(page, 'inbox-snooze')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.keyboard.press('Escape')
  await form.waitFor({ state: 'detached' })
  await page.keyboard.press('z')
  await form.getByRole('button', { name: 'Tomorrow morning' }).press('Enter')
  await row(page, 'Water the plants').waitFor({ state: 'detached' })
  await chosen(page, 'Feed the cat')
  await views(page).getByText('Later 1').waitFor()

  await views(page).getByText('Later').click()
  await chosen(page, 'Water the plants')
  await page.locator('.chip', { hasText: /Put off, back in \d+ h/ }).waitFor()
  await expectGoodLooks(page, 'inbox-later')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.keyboard.press('z')
  await form.getByRole('button', { name: 'Take it back now' }).click()
  await page.getByText('Nothing is put off.').waitFor()
  await views(page).getByText('Needs you').click()
  await row(page, 'Water the plants').waitFor()
  await expect.poll(() => page.title()).toMatch(/^\(2\)/)
})

test('a double click decides one item, and not the one that comes up under it', LIMIT, async () => {
  const page = await openInbox('Mow the lawn', 'Rake the leaves')
  const approve = page.getByRole('button', { name: 'Approve' })
  await row(page, 'Mow the lawn').click()
  await chosen(page, 'Mow the lawn')
  await approve.waitFor()
  // Within the page, for the other half to come as soon as there is something to hit.
  await page.evaluate(`(async () => {
    const title = () => document.querySelector('#item-title')?.textContent
    const click = () => document.querySelector('.choices .button.primary')?.click()
    const first = title()
    click()
    while (title() === first) await new Promise(requestAnimationFrame)
    click()
  })()`)
  await chosen(page, 'Rake the leaves')
  await page.waitForTimeout(600)
  await row(page, 'Rake the leaves').waitFor()
  await approve.click()
  await row(page, 'Rake the leaves').waitFor({ state: 'detached' })
})

test('several are selected by keys and decided about at once', LIMIT, async () => {
  const page = await openInbox('Sweep the floor', 'Wind the clock', 'Lock the door')
  await row(page, 'Sweep the floor').click()
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  const bar = page.getByRole('region', { name: 'What is selected' })
  await bar.getByText('2 selected').waitFor()
  await expectGoodLooks(page, 'inbox-bulk')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('checkbox', { name: 'Select Start “Lock the door” on shop' }).check()
  await bar.getByText('3 selected').waitFor()
  await page.getByRole('checkbox', { name: 'Select Start “Lock the door” on shop' }).uncheck()

  await page.keyboard.press('Shift+D')
  const dialog = page.getByRole('dialog', { name: 'Reject 2 items?' })
  await dialog.getByText('Start “Wind the clock” on shop').waitFor()
  await expectGoodLooks(page, 'inbox-bulk-dialog')
  await page.setViewportSize({ width: 1440, height: 900 })
  await dialog.getByRole('button', { name: 'Reject 2' }).click()
  await page.getByText('2 rejected').waitFor()
  await row(page, 'Sweep the floor').waitFor({ state: 'detached' })
  await row(page, 'Wind the clock').waitFor({ state: 'detached' })
  await bar.waitFor({ state: 'detached' })
  await row(page, 'Lock the door').waitFor()
})

test('on a phone, several are selected by touch', LIMIT, async () => {
  const page = await openInbox('Beat the carpet', 'Oil the hinge')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Select several' }).click()
  await page.getByRole('checkbox', { name: 'Select Start “Beat the carpet” on shop' }).check()
  const bar = page.getByRole('region', { name: 'What is selected' })
  await bar.getByText('1 selected').waitFor()
  await expectGoodLooks(page, 'inbox-select-phone')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Select several' }).click()
  await bar.waitFor({ state: 'detached' })
})

test('more than a hundred are decided about, a hundred at a time', LIMIT, async () => {
  const goals = Array.from({ length: 101 }, (_, index) => `Count to ${index + 1}`)
  const page = await openInbox(...goals)
  await row(page, 'Count to 101').waitFor()
  await page.keyboard.press('ControlOrMeta+a')
  const bar = page.getByRole('region', { name: 'What is selected' })
  await bar.getByText(/^1\d\d selected$/).waitFor()
  await page.keyboard.press('Shift+D')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Reject 1\d\d$/ })
    .click()
  await page.getByText(/^1\d\d rejected$/).waitFor()
  await page.getByText('Nothing waits for you.').waitFor()
})
