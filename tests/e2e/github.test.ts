import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { type GitHubDouble, openGitHubDouble } from '../doubles/github/index.ts'
import { type Product, startProduct } from '../setup/product.ts'
import { expectAccessible, openPage } from './page.fixture.ts'

const LIMIT = { timeout: 90_000 }
const TOKEN = 'github_pat_page'

async function startWithGitHub(): Promise<{ github: GitHubDouble; product: Product }> {
  const github = await openGitHubDouble()
  onTestFinished(() => github.close())
  await github.world.addRepository('octo/shop', { description: 'A shop' })
  await github.world.addRepository('octo/docs', { private: true })
  github.world.addToken(TOKEN, { login: 'octo' })
  await github.world.seed('octo/shop', { issues: 60, pulls: 4, days: 60 })
  const product = await startProduct('sqlite', { GITHUB_TOKEN: TOKEN, GITHUB_API_URL: github.apiUrl })
  return { github, product }
}

async function expectAccessibleInBoth(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page)
  }
}

test(
  'a repository is added from the list, imported live, and says why it is not in sync',
  LIMIT,
  async () => {
    const { github, product } = await startWithGitHub()
    github.world.openIssue('octo/shop', {
      title: 'Prices are wrong',
      body: '<img src=x onerror=alert(1)> \u202E backwards',
      author: 'stranger',
      authorAssociation: 'NONE',
    })
    const page = await openPage(product, '/repos')

    await page.getByRole('button', { name: 'Look again' }).click()
    await page.getByText('Signed in as octo').waitFor()
    await page
      .getByText(/of 5,000 requests left/)
      .first()
      .waitFor()
    await page.getByRole('searchbox', { name: 'Repository' }).fill('shop')
    await page.getByRole('button', { name: /octo\/docs/ }).waitFor({ state: 'detached' })
    await expectAccessibleInBoth(page)
    await page.getByRole('button', { name: /octo\/shop/ }).click()
    await page
      .getByText(/about \d+ requests?/)
      .nth(3)
      .waitFor()
    await page.getByRole('radio', { name: /Everything/ }).check()
    await page.getByRole('button', { name: 'Add and import' }).click()

    await page.waitForURL(/\/repos\/[0-9a-f-]{36}$/)
    await page.getByText('In sync', { exact: true }).waitFor({ timeout: 30_000 })
    const facts = page.getByRole('complementary', { name: 'Facts' })
    await facts
      .getByText(/^(just now|\d+ min ago)$/)
      .first()
      .waitFor()
    await facts.getByText(/^in \d+ (s|min)$/).waitFor()
    await facts.getByText(/of 5,000 requests left/).waitFor()
    await expectAccessibleInBoth(page)

    const search = page.getByRole('searchbox', { name: 'Search issues' })
    await page.keyboard.press('/')
    await search.fill('Prices')
    await page
      .getByRole('list', { name: 'Issues' })
      .getByRole('listitem')
      .nth(1)
      .waitFor({ state: 'detached' })
    await page.getByRole('link', { name: /Prices are wrong/ }).click()
    const remark = page.getByRole('list', { name: 'Conversation' }).getByRole('listitem').first()
    await remark.getByText('<img src=x onerror=alert(1)>').waitFor()
    await remark.getByText('U+202E').waitFor()
    await remark.getByText('outside').waitFor()
    await expectAccessibleInBoth(page)
    await page.keyboard.press('r')
    await page.getByLabel('Goal').waitFor()
    expect(await page.getByLabel('Goal').inputValue()).toMatch(/^Issue #\d+: Prices are wrong$/)

    github.world.revokeToken(TOKEN)
    await page.goBack()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Sync now' }).click()
    const error = page.getByRole('status', { name: 'Error' })
    await error.getByText(/Bad credentials/).waitFor()
    await error.getByText(/GITHUB_TOKEN/).waitFor()
    await page.getByText('Not in sync', { exact: true }).waitFor()
    await expectAccessibleInBoth(page)
  },
)
