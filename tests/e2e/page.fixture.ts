import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { type BrowserOptions, openBrowser } from '../setup/browser.ts'
import type { Product } from '../setup/product.ts'

/** The page in a real browser; whatever it complains about fails the test. */
export async function openPage(
  product: Pick<Product, 'address'>,
  path: string,
  options?: BrowserOptions,
): Promise<Page> {
  const context = await openBrowser(options)
  onTestFinished(() => context.close())
  const page = context.pages()[0] ?? (await context.newPage())
  page.on('pageerror', (error) => {
    throw error
  })
  await page.goto(new URL(path, product.address).href)
  return page
}

/** Approves what came up after another: sooner, it would pass for the other half of a double click. */
export async function approveNextByClick(page: Page): Promise<void> {
  await page.waitForTimeout(600)
  await page
    .getByRole('button', { name: /^Approve/ })
    .first()
    .click()
}

export async function expectAccessible(page: Page): Promise<void> {
  // Else it puts its findings together in a page of its own each time, for frames of other origins: we have none.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

/** The page as it is now, in the folder that PMBOT_SHOTS names, to be looked at; without one, nothing. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.PMBOT_SHOTS
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

const LOOKS = [
  { name: 'desktop-light', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'desktop-dark', width: 1440, height: 900, colorScheme: 'dark' },
  { name: 'phone-light', width: 390, height: 844, colorScheme: 'light' },
  { name: 'phone-dark', width: 390, height: 844, colorScheme: 'dark' },
] as const

/** A screen in every look that it has: for the eye where somebody wants to see it, and for axe. */
export const expectGoodLooks = (page: Page, name: string): Promise<void> => expectGood(page, name, LOOKS)

/** A state of a screen, in two looks that share neither width nor theme; a desk by day is what it is left in. */
export const expectGoodState = (page: Page): Promise<void> =>
  expectGood(page, 'this state', [LOOKS[3], LOOKS[0]])

async function expectGood(page: Page, name: string, looks: readonly (typeof LOOKS)[number][]): Promise<void> {
  for (const look of looks) {
    await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize(look)
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    expect(overflow, `${name} is wider than ${look.name}`).toBeLessThanOrEqual(0)
    if (looks === LOOKS) await shoot(page, `${name}-${look.name}`)
    await expectAccessible(page)
  }
}
