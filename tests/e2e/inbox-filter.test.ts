import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { startProduct } from '../setup/product.ts'
import { expectGoodLooks, openPage } from './page.fixture.ts'

const LIMIT = { timeout: 240_000 }

const rows = (page: Page) => page.locator('[data-row]')
const row = (page: Page, goal: string) => page.locator('[data-row]', { hasText: goal })
const pane = (page: Page) => page.getByRole('complementary', { name: 'Narrow the list' })
const chosen = (page: Page, goal: string, where = 'shop') =>
  page.getByRole('heading', { level: 1, name: `Start “${goal}” on ${where}` }).waitFor()

test('the inbox is narrowed in words and by choosing, grouped, and kept as a view', LIMIT, async () => {
  const product = await startProduct('sqlite')
  const { client } = product
  const shop = await client.addRepository(makeRepository({ 'README.md': 'a\n' }))
  const farm = await client.addRepository(makeRepository({ 'README.md': 'b\n' }, 'farm'))
  for (const goal of ['Water the plants', 'Feed the cat']) await client.propose(shop, ['true'], { goal })
  for (const goal of ['Feed the hens', 'Mow the meadow']) await client.propose(farm, ['true'], { goal })
  const page = await openPage(product, '/inbox')
  await page.getByText('Live', { exact: true }).waitFor()
  await row(page, 'Mow the meadow').waitFor()

  await page.keyboard.press('f')
  const words = pane(page).getByLabel('In words')
  await words.fill('repo:farm feed')
  await words.press('Enter')
  await expect.poll(() => rows(page).count()).toBe(1)
  await row(page, 'Feed the hens').waitFor()
  expect(new URL(page.url()).searchParams.get('q')).toBe('feed')
  await chosen(page, 'Feed the hens', 'farm')
  await page.getByText('Only what fits the filter.').waitFor()

  await pane(page).getByLabel('Name of this view').fill('Feeding')
  await pane(page).getByRole('button', { name: 'Keep', exact: true }).click()
  await words.fill('colour:red')
  await words.press('Enter')
  await pane(page).getByRole('alert').getByText('“colour:” means nothing here.').waitFor()
  await expect.poll(() => rows(page).count()).toBe(1)
  await expectGoodLooks(page, 'inbox-filter')
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.getByRole('link', { name: 'Show all' }).click()
  await expect.poll(() => rows(page).count()).toBe(4)
  await pane(page).getByRole('checkbox', { name: 'Questions' }).check()
  await page.getByText('Nothing here fits the filter.').first().waitFor()
  expect(await words.inputValue()).toBe('is:question')
  await pane(page).getByRole('checkbox', { name: 'Questions' }).uncheck()

  await pane(page).getByLabel('Group by').selectOption('Repository')
  await page.getByRole('region', { name: 'farm' }).getByText('Feed the hens').waitFor()
  await expect.poll(() => page.getByRole('region', { name: 'shop' }).locator('[data-row]').count()).toBe(2)
  await pane(page).getByLabel('Group by').selectOption('What is alike')
  await page.getByRole('region', { name: 'Runs to start · farm' }).waitFor()

  // It is still there in another tab, and after a reload.
  await page.reload()
  await page.getByText('Live', { exact: true }).waitFor()
  await page.keyboard.press('f')
  await pane(page).getByRole('button', { name: 'Feeding', exact: true }).click()
  await expect.poll(() => rows(page).count()).toBe(1)
  await pane(page).getByRole('button', { name: 'Forget Feeding' }).click()
  await expect.poll(() => pane(page).getByRole('button', { name: 'Feeding', exact: true }).count()).toBe(0)
})

test('what is selected grows by keys and by mouse, and a decision need not lead on', LIMIT, async () => {
  const product = await startProduct('sqlite')
  const { client } = product
  const repoId = await client.addRepository(makeRepository({ 'README.md': 'a\n' }))
  for (const goal of ['One', 'Two', 'Three', 'Four']) await client.propose(repoId, ['true'], { goal })
  const page = await openPage(product, '/settings/appearance')
  await page.getByText('Live', { exact: true }).waitFor()
  await page.getByLabel('After a decision, go on to the next item').uncheck()
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await chosen(page, 'One')
  await page.keyboard.press('n')
  await chosen(page, 'Two')
  await page.keyboard.press('p')
  await chosen(page, 'One')
  await page.keyboard.press('J')
  await page.keyboard.press('J')
  await chosen(page, 'Three')
  await page.getByRole('region', { name: 'What is selected' }).getByText('3 selected').waitFor()
  await row(page, 'Four').hover()
  await page.getByLabel('Select Start “Four” on shop').check()
  await page.getByRole('region', { name: 'What is selected' }).getByText('4 selected').waitFor()
  await page.keyboard.press('Escape')

  await row(page, 'Two').click()
  await chosen(page, 'Two')
  await page.waitForTimeout(600)
  await page.keyboard.press('a')
  await page.getByText(/^Approved: Start “Two”/).waitFor()
  await row(page, 'Two').waitFor({ state: 'detached' })
  await chosen(page, 'Two')
})

test(
  'more than one page of items is read as one scrolls, and all of it is reached by keys',
  LIMIT,
  async () => {
    const product = await startProduct('sqlite')
    const { client } = product
    const repoId = await client.addRepository(makeRepository({ 'README.md': 'a\n' }))
    for (let nth = 1; nth <= 230; nth += 1) await client.propose(repoId, ['true'], { goal: `Errand ${nth}.` })
    const page = await openPage(product, '/inbox')
    await page.getByText('Live', { exact: true }).waitFor()
    await row(page, 'Errand 200.').waitFor({ state: 'attached' })
    await page.getByRole('navigation', { name: 'Inbox views' }).getByText('Needs you 230').waitFor()
    expect(await row(page, 'Errand 201.').count()).toBe(0)
    await expect.poll(() => page.title()).toMatch(/^\(230\)/)
    await page.keyboard.press('G')
    await row(page, 'Errand 230.').waitFor({ state: 'attached' })
    await page.keyboard.press('G')
    await chosen(page, 'Errand 230.')
    await expect.poll(() => row(page, 'Errand 230.').isVisible()).toBe(true)
    await page.keyboard.press('g')
    await page.keyboard.press('g')
    await chosen(page, 'Errand 1.')
  },
)
