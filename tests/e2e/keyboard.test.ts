import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { shareProduct } from '../setup/product.ts'
import { expectGoodLooks, openPage } from './page.fixture.ts'

const LIMIT = { timeout: 240_000 }

const product = shareProduct('sqlite')

async function propose(...goals: string[]): Promise<void> {
  const { client } = product()
  const repoId = await client.addRepository(makeRepository({ 'README.md': 'a\n' }))
  for (const goal of goals) await client.propose(repoId, ['true'], { goal })
}

async function open(path: string): Promise<Page> {
  const page = await openPage(product(), path)
  // What is pressed before the page listens is lost.
  await page.getByText('Live', { exact: true }).waitFor()
  return page
}

const press = async (page: Page, keys: string) => {
  for (const key of keys.split(' ')) await page.keyboard.press(key)
}

const palette = (page: Page) => page.getByRole('dialog', { name: 'Find a command or a thing' })
const choices = (page: Page) => palette(page).getByRole('option')

test('every page is reached and left by keys alone', LIMIT, async () => {
  await propose('Dust the lamps', 'Sort the shelves')
  const page = await open('/inbox')
  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
  for (const [keys, path, title] of [
    ['g r', '/runs', 'Runs'],
    ['g c', '/changes', 'Changes'],
    ['g o', '/repos', 'Repositories'],
    ['g b', '/grants', 'Grants'],
    ['g t', '/templates', 'Templates'],
    ['g q', '/queues', 'Queues'],
    ['g w', '/workers', 'Workers'],
    ['g m', '/actors', 'Mailboxes'],
    ['g a', '/audit', 'Audit'],
    ['g s', '/settings', 'Settings'],
    ['c', '/runs/new', 'New run'],
    ['Escape', '/runs', 'Runs'],
  ] as const) {
    await press(page, keys)
    await page.waitForURL((url) => url.pathname === path)
    await heading(title)
  }
  await press(page, 'ArrowDown ArrowDown ArrowUp Enter')
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/)
  await heading('Sort the shelves')
  await press(page, 'Escape')
  await page.waitForURL(/\/runs$/)
  await press(page, 'g n')
  await page.getByRole('heading', { name: 'Start “Sort the shelves” on shop' }).waitFor()
})

test(
  'the palette offers what can be done here and now, and finds what there is by its name',
  LIMIT,
  async () => {
    await propose('Sweep the floor')
    const page = await open('/inbox')
    await page.getByRole('heading', { name: /^Start “/ }).waitFor()
    await press(page, 'Control+k')
    await choices(page).getByText('Reject with a reason').waitFor()
    await expectGoodLooks(page, 'palette')
    await page.setViewportSize({ width: 1440, height: 900 })

    await page.keyboard.type('new run')
    await expect.poll(() => choices(page).first().textContent()).toContain('Propose a new run')
    await press(page, 'Enter')
    await page.waitForURL(/\/runs\/new$/)

    // While typing plain keys are text, and this one still opens it; nothing here can be rejected.
    await page.getByLabel('Goal', { exact: true }).fill('c')
    await press(page, 'Control+k')
    await choices(page).first().waitFor()
    expect(await choices(page).getByText('Reject with a reason').count()).toBe(0)
    await page.keyboard.type('sweep')
    await expect.poll(() => choices(page).first().textContent()).toContain('Sweep the floor')
    expect(await choices(page).count(), 'the item, the run, and the search').toBe(3)
    await press(page, 'ArrowDown Enter')
    await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/)
    await page.getByRole('heading', { level: 1, name: 'Sweep the floor' }).waitFor()

    // What was taken lately comes first, also after it was closed.
    await page.reload()
    await page.getByText('Live', { exact: true }).waitFor()
    await press(page, 'Control+k')
    await expect.poll(() => choices(page).first().textContent()).toContain('Sweep the floor')
    await page.keyboard.type('no such thing')
    await choices(page).getByText('Search everything for “no such thing”').waitFor()
    expect(await choices(page).count()).toBe(1)
    await press(page, 'Escape')
    await palette(page).waitFor({ state: 'detached' })
  },
)

test('keys are chosen in the settings, kept in the browser, and taken back', LIMIT, async () => {
  const page = await open('/settings/keyboard')
  const row = page.locator('[data-command=go-runs]')
  const change = async (keys: string) => {
    await row.getByRole('button', { name: /^Change the keys/ }).click()
    await row.getByText('Press a key').waitFor()
    await press(page, keys)
  }

  await change('?')
  await row.getByText(/taken by “Show all keys”/).waitFor()
  await change('j')
  await row.getByText(/J is taken by “Next row”/).waitFor()
  await change('Escape')
  await row.getByText('GR').waitFor()
  await expectGoodLooks(page, 'settings-keyboard')
  await page.setViewportSize({ width: 1440, height: 900 })

  await change('q')
  await page.getByText(/“Go to runs” is on Q/).waitFor()
  await page.reload()
  await page.getByText('Live', { exact: true }).waitFor()
  await press(page, 'q')
  await page.waitForURL(/\/runs$/)
  await press(page, '?')
  await page
    .getByRole('dialog', { name: 'Keyboard' })
    .getByText('Go to runs')
    .locator('..')
    .getByText('Q', { exact: true })
    .waitFor()
  await expectGoodLooks(page, 'keys')
  await page.setViewportSize({ width: 1440, height: 900 })
  await press(page, 'Escape')

  await page.goto(new URL('/settings/keyboard', product().address).href)
  await row.getByRole('button', { name: /^Reset the keys/ }).click()
  await row.getByText('GR').waitFor()
  await press(page, 'g r')
  await page.waitForURL(/\/runs$/)
})
