import { expect, test } from 'vitest'
import { openGitHubDouble } from '../doubles/github/index.ts'
import { register, untilRepo } from '../setup/github-cache.ts'
import { shareProduct } from '../setup/product.ts'
import { expectGoodLooks, openPage } from './page.fixture.ts'

const LIMIT = { timeout: 240_000 }
const TOKEN = 'github_pat_search'

const product = shareProduct('sqlite', async (onEnd) => {
  const github = await openGitHubDouble()
  onEnd(() => github.close())
  const { world } = github
  world.addToken(TOKEN, { login: 'octo' })
  for (const name of ['octo/shop', 'octo/docs']) await world.addRepository(name)
  await world.seed('octo/shop', { issues: 12, pulls: 2, days: 20 })
  world.openIssue('octo/shop', {
    title: 'Die Größe der Lampen stimmt nicht',
    body: `${'Text. '.repeat(60)}Die Lampe ist <b onclick=alert(1)>zu groß</b> \u202E evil`,
    author: 'stranger',
    authorAssociation: 'NONE',
  })
  world.openIssue('octo/docs', {
    title: 'Lampen in the manual',
    body: 'Lampen are missing.',
    author: 'octo',
    authorAssociation: 'OWNER',
  })
  return { GITHUB_TOKEN: TOKEN, GITHUB_API_URL: github.apiUrl }
})

test('what is kept is found by its words, narrowed, and opened by keys', LIMIT, async () => {
  const { client } = product()
  const shop = await register(client, 'octo/shop')
  const docs = await register(client, 'octo/docs')
  for (const repoId of [shop, docs])
    await untilRepo(client, repoId, ({ isImported, status }) => isImported && status === 'idle')
  await client.propose(docs, ['true'], { goal: 'Dust the lampen' })

  const page = await openPage(product(), '/search')
  await page.getByText('Live', { exact: true }).waitFor()
  await page.getByText('What are you looking for?').waitFor()
  await expectGoodLooks(page, 'search-empty')
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.getByRole('searchbox', { name: 'Words to find' }).fill('lampe')
  const found = page.getByRole('list', { name: 'Found, newest first' }).getByRole('listitem')
  await found.nth(2).waitFor()
  expect(await found.count()).toBe(3)
  const outside = found.filter({ hasText: 'Größe' })
  await outside.getByText('outside').waitFor()
  expect(await outside.locator('mark').allTextContents()).toEqual(['Lampen', 'Lampe'])
  await outside.getByText('<b onclick=alert(1)>', { exact: false }).waitFor()
  await outside.getByText('U+202E').waitFor()
  await expectGoodLooks(page, 'search')
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.getByRole('button', { name: 'Issues', exact: true }).click()
  await expect.poll(() => found.count()).toBe(2)
  await page.getByLabel('Repository').selectOption({ label: 'docs' })
  await expect.poll(() => found.count()).toBe(1)
  expect(new URL(page.url()).search).toBe(`?q=lampe&kind=issue&repoId=${docs}`)
  await page.reload()
  await page.getByText('Live', { exact: true }).waitFor()
  await found.first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(`/repos/${docs}/issue/\\d+$`))
  await page.getByRole('heading', { name: /Lampen in the manual/ }).waitFor()

  await page.goBack()
  await page.keyboard.press('/')
  await page.keyboard.type('"die lampe" nowhere')
  await page.getByText('Nothing found for “"die lampe" nowhere”').waitFor()
  await expectGoodLooks(page, 'search-nothing')
})

test('a phone has a tab for it', LIMIT, async () => {
  const page = await openPage(product(), '/inbox')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Search' }).click()
  await page.getByRole('searchbox', { name: 'Words to find' }).fill(`' OR "1"="1`)
  await page.getByText(/^Nothing found for/).waitFor()
})
