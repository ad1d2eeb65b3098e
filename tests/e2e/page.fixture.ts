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

export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}
