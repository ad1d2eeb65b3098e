import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { type GitHubDouble, openGitHubDouble } from '../doubles/github/index.ts'
import { type Product, startProduct } from '../setup/product.ts'
import { expectAccessible, openPage } from './page.fixture.ts'

const LIMIT = { timeout: 240_000 }
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
    // A button that is on its way from one theme to the other has the colours of neither.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
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
      body: '<img src=x onerror=alert(1)> \u202E backwards\n\n![a cat](https://pictures.example/cat.png) **now**',
      author: 'stranger',
      authorAssociation: 'NONE',
    })
    const page = await openPage(product, '/repos')
    page.setDefaultTimeout(60_000)

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
    await page.getByText('In sync', { exact: true }).waitFor()
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
    await remark.getByText('Picture: a cat (https://pictures.example/cat.png)').waitFor()
    expect(await remark.locator('strong', { hasText: 'now' }).count()).toBe(1)
    await remark.getByRole('button', { name: 'As written' }).click()
    await remark.getByText('![a cat](https://pictures.example/cat.png) **now**').waitFor()
    await remark.getByRole('button', { name: 'As written' }).click()
    await remark.getByText('U+202E').waitFor()
    await remark.getByText('outside').waitFor()
    await expectAccessibleInBoth(page)
    await page.keyboard.press('r')
    await page.getByLabel('Goal', { exact: true }).waitFor()
    expect(await page.getByLabel('Goal', { exact: true }).inputValue()).toMatch(
      /^Issue #\d+: Prices are wrong$/,
    )

    github.world.revokeToken(TOKEN)
    await page.goBack()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Sync now' }).click()
    const error = page.getByRole('status', { name: 'Error' })
    await error.getByText(/Bad credentials/).waitFor()
    await error.getByText(/GITHUB_TOKEN/).waitFor()
    await page.getByText('Not in sync', { exact: true }).waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    await expectAccessible(page)
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
  },
)

test('a pull request is shown before it is opened, on its run, and closed by a decision', LIMIT, async () => {
  const { product } = await startWithGitHub()
  const { client } = product
  const added = await client.request('POST', '/api/repos', { fullName: 'octo/docs', depth: 'open' })
  const run = await client.propose(added.body.id, ['sh', '-c', 'echo b >> README.md'], {
    goal: 'Add a line',
  })
  await client.approveNext(run.id)

  const page = await openPage(product, '/inbox')
  page.setDefaultTimeout(60_000)
  const plan = page.getByRole('region', { name: 'The pull request' })
  await plan.getByText('Add a line', { exact: true }).first().waitFor()
  await expectAccessibleInBoth(page)
  await page.getByRole('button', { name: /^Approve/ }).click()
  await page.getByText(/^Approved: /).waitFor()
  await page.goto(new URL(`/runs/${run.id}`, product.address).href)
  const panel = page.getByRole('region', { name: 'Pull request' })
  await panel.getByText('Draft', { exact: true }).waitFor()
  await page.getByRole('list', { name: 'On GitHub' }).getByRole('listitem').nth(1).waitFor()
  await expectAccessibleInBoth(page)
  await panel.getByRole('button', { name: 'Close pull request…' }).click()
  await page.getByRole('link', { name: 'Review' }).first().click()
  await page.getByText(/^Close #\d+; nothing is merged/).waitFor()
  await expectAccessibleInBoth(page)
  await page.getByRole('button', { name: /^Approve/ }).click()
  await page.getByText(/^Approved: /).waitFor()
  await page.goto(new URL(`/runs/${run.id}`, product.address).href)
  await panel.getByText('Closed', { exact: true }).waitFor()
})

test('a review is addressed by a run on the same branch, from the page', LIMIT, async () => {
  const { github, product } = await startWithGitHub()
  const { client } = product
  const { world } = github
  const { id: repoId } = (
    await client.request('POST', '/api/repos', { fullName: 'octo/docs', depth: 'open' })
  ).body
  const run = await client.propose(repoId, ['sh', '-c', 'echo b >> README.md'], { goal: 'Add a line' })
  await client.approveNext(run.id)
  await client.untilRun(run.id, 'blocked')
  await client.approveNext(run.id)
  const { pullRequest } = await client.untilRun(run.id, 'completed', 'failed')
  const { number, headSha } = pullRequest!
  world.setStatus('octo/docs', headSha, { context: 'test', state: 'failure' })
  world.review('octo/docs', number, {
    state: 'CHANGES_REQUESTED',
    author: 'anna',
    authorAssociation: 'MEMBER',
    body: 'One line more, please.',
  })
  await client.request('POST', `/api/repos/${repoId}/sync`, {})

  const page = await openPage(product, `/runs/${run.id}`)
  page.setDefaultTimeout(60_000)
  const panel = page.getByRole('region', { name: 'Pull request' })
  await panel.getByText('Changes requested', { exact: true }).waitFor()
  await panel.getByText('1 of 1 check failed', { exact: true }).waitFor()
  await page
    .getByText(/One line more, please/)
    .first()
    .waitFor()
  await expectAccessibleInBoth(page)
  await panel.getByRole('button', { name: 'Address the review' }).click()
  await page.waitForURL((url) => url.pathname.startsWith('/runs/') && !url.pathname.endsWith(run.id))
  await page.getByRole('heading', { name: `Address the review of pull request #${number}` }).waitFor()
  const followId = new URL(page.url()).pathname.split('/').at(-1)!

  await page.goto(new URL('/inbox', product.address).href)
  await page.getByRole('button', { name: /^Approve/ }).click()
  await page.getByText(/^Approved: Start/).waitFor()
  await client.untilRun(followId, 'blocked', 'failed')
  await page.getByText(/on top of/).waitFor()
  await expectAccessibleInBoth(page)
  await page.getByRole('button', { name: /^Approve/ }).click()
  await page.getByText(/^Approved: Apply/).waitFor()
  await client.untilRun(followId, 'completed', 'failed')

  await page.goto(new URL(`/runs/${followId}`, product.address).href)
  await page.getByText('Completed', { exact: true }).first().waitFor()
  const pulls = world.pulls('octo/docs')
  expect(pulls).toHaveLength(1)
  expect(pulls[0]!.headSha).not.toBe(headSha)
  expect((await world.readFile('octo/docs', pulls[0]!.headSha, 'README.md'))?.endsWith('b\nb\n')).toBe(true)
  expect(github.log.violations()).toEqual([])
  expect(github.log.problems()).toEqual([])
})
