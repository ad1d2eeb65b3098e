import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startProduct } from '../setup/product.ts'
import { expectAccessible, openPage } from './page.fixture.ts'

const PASSWORD = 'correct horse battery'
const LIMIT = { timeout: 180_000 }

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
}

test('sessions are seen and ended from the settings', LIMIT, async () => {
  const product = await startProduct('sqlite', { PMBOT_PASSWORD: PASSWORD })
  const elsewhere = await openPage(product, '/runs', { width: 390, height: 844, colorScheme: 'dark' })
  await signIn(elsewhere)
  const page = await openPage(product, '/inbox')
  await signIn(page)
  await elsewhere.getByText('Live', { exact: true }).waitFor({ state: 'attached' })

  // What was pressed before the page listens is lost.
  await page.getByText('Live', { exact: true }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await page.waitForURL(/\/settings$/)
  const rows = page.getByRole('table').locator('tbody tr')
  await expect.poll(() => rows.count()).toBe(2)
  const current = rows.filter({ hasText: 'This one' })
  expect(await current.count()).toBe(1)
  await current.getByText('Chrome on Linux').waitFor()
  await expectAccessible(page)

  // It hears of a third one by itself.
  await product.client.request('POST', '/api/session', { password: PASSWORD }, { 'user-agent': 'curl/8.5.0' })
  const third = rows.filter({ hasText: 'curl/8.5.0' })
  await third.getByRole('button', { name: /^End the session of curl/ }).click()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click()
  await expect.poll(() => third.count()).toBe(0)

  await page.getByRole('button', { name: 'End all others' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End all others' }).click()
  await expect.poll(() => rows.count()).toBe(1)
  await elsewhere.getByRole('heading', { name: 'Sign in to pm-bot' }).waitFor()
  await expectAccessible(elsewhere)
  await current.waitFor()
})

test('the settings on a phone, in the dark, with a password and without', LIMIT, async () => {
  for (const settings of [{ PMBOT_PASSWORD: PASSWORD }, {}]) {
    const product = await startProduct('sqlite', settings)
    const page = await openPage(product, '/settings', { width: 390, height: 844, colorScheme: 'dark' })
    if (settings.PMBOT_PASSWORD) await signIn(page)
    const shown = settings.PMBOT_PASSWORD ? 'This one' : 'No password is set'
    await page.getByText(shown, { exact: true }).waitFor()
    await expectAccessible(page)
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
  }
})
