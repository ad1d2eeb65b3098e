import { expect, onTestFinished, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { openGitHubDouble } from '../doubles/github/index.ts'
import { readRepo, register, untilRepo } from '../setup/github-cache.ts'
import { startProduct } from '../setup/product.ts'
import { expectGoodLooks, openPage } from './page.fixture.ts'

const LIMIT = { timeout: 240_000 }
const TOKEN = 'github_pat_policy'
const DESKTOP = { width: 1440, height: 900 }

async function startShop() {
  const github = await openGitHubDouble()
  onTestFinished(() => github.close())
  await github.world.addRepository('octo/shop', { description: 'A shop' })
  github.world.addToken(TOKEN, { login: 'octo' })
  await github.world.seed('octo/shop', { issues: 5, pulls: 1, days: 20 })
  const product = await startProduct('sqlite', { GITHUB_TOKEN: TOKEN, GITHUB_API_URL: github.apiUrl })
  const repoId = await register(product.client, 'octo/shop')
  await untilRepo(product.client, repoId, ({ isImported }) => isImported)
  return { product, repoId }
}

test('a repository says what holds in it, and a new run begins with that', LIMIT, async () => {
  const { product, repoId } = await startShop()
  const { client } = product
  const page = await openPage(product, `/repos/${repoId}`)
  page.setDefaultTimeout(60_000)

  await page.getByText('4 runs at once, otherwise as usual', { exact: true }).click()
  const form = page.getByRole('form', { name: 'Policy' })
  await form.getByText('Each run begins with the rules of its graph.').waitFor()
  await form.getByText(/^An agent may spend at most 200 calls/).waitFor()
  expect(await form.getByRole('button', { name: 'Save policy' }).isDisabled()).toBe(true)
  await expectGoodLooks(page, 'repo-policy-usual')

  await page.setViewportSize(DESKTOP)
  await form.getByRole('button', { name: 'Set rules for this repository…' }).click()
  const rules = form.getByRole('list', { name: 'Rules, the first that fits decides' })
  await form.getByRole('button', { name: 'Add a rule at the top' }).click()
  await rules.getByLabel('Verdict of rule 1', { exact: true }).selectOption('deny')
  const first = rules.getByRole('listitem').first()
  await first.getByText('any arguments').click()
  await first.getByLabel('Command is').fill('rm **')
  await form.getByRole('button', { name: 'Set limits for each run…' }).click()
  await form.getByLabel('Calls of models and tools').fill('many')
  await form.getByLabel('Runs at work at once').fill('99')
  await form.getByLabel('Never more often than every').fill('20')
  await form.getByLabel('Never less often than every').fill('10')
  await form.getByRole('button', { name: 'Save policy' }).click()
  await form.getByText('The longest time is shorter than the shortest.').waitFor()
  await form.getByText('Write a whole number from 1 to 64.').waitFor()
  await form.getByText(/^Write a number such as/).waitFor()
  await expectGoodLooks(page, 'repo-policy-wrong')
  expect((await readRepo(client, repoId)).policy).toEqual({ tools: null, budget: null, pollSeconds: null })

  await page.setViewportSize(DESKTOP)
  await form.getByLabel('Calls of models and tools').fill('40')
  await form.getByLabel('Runs at work at once').fill('2')
  await form.getByLabel('Never more often than every').fill('0.5')
  await page.keyboard.press('Control+Enter')
  await page
    .getByText(/^2 runs at once, rules of its own, at most 40 calls, .* a look every 30 s to 10 min$/)
    .waitFor()
  await expectGoodLooks(page, 'repo-policy-set')
  const { policy, maxRuns, version } = await readRepo(client, repoId)
  expect([maxRuns, policy.pollSeconds]).toEqual([2, { min: 30, max: 600 }])
  expect(policy.budget).toEqual({ calls: 40, tokens: 1_000_000, seconds: 3600 })
  expect(policy.tools!.rules[0]).toEqual({ tool: 'run', where: { argv: ['rm', '**'] }, verdict: 'deny' })

  // Somebody else is faster: nothing of theirs is written over.
  await page.setViewportSize(DESKTOP)
  await form.getByLabel('Runs at work at once').fill('3')
  const change = { policy: { budget: { calls: 30 } } }
  expect((await client.request('PATCH', `/api/repos/${repoId}`, change)).status).toBe(200)
  await form.getByRole('button', { name: 'Save policy' }).click()
  await form
    .getByRole('alert')
    .getByText(/look at it again/)
    .waitFor()
  await form.getByRole('button', { name: 'Discard changes' }).click()
  await page.getByText(/^2 runs at once, rules of its own, at most 30 calls, a look/).waitFor()
  expect((await readRepo(client, repoId)).version).toBeGreaterThan(version)

  await page.getByRole('link', { name: 'New run' }).first().click()
  await page.getByLabel('Goal', { exact: true }).fill('Mend the prices')
  await page.getByRole('radio', { name: 'Propose a change' }).check()
  await page.getByText('at most 30 calls, as in this repository').waitFor()
  await page.getByText('rules of this repository', { exact: true }).click()
  await page.getByText('Runs in this repository begin with the rules of its').waitFor()
  await expectGoodLooks(page, 'new-run-policy')
  await page.getByRole('button', { name: 'Propose run' }).click()
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/)
  const run = await client.run(new URL(page.url()).pathname.split('/').at(-1)!)
  expect(run).toMatchObject({ tools: policy.tools, budget: { calls: 30 } })

  await page.goto(new URL(`/repos/${repoId}#policy`, product.address).href)
  await form.getByRole('button', { name: 'Back to the rules of each graph' }).click()
  await form.getByRole('button', { name: 'Back to the usual limits' }).click()
  await form.getByLabel('Never more often than every').fill('')
  await form.getByLabel('Never less often than every').fill('')
  await form.getByLabel('Runs at work at once').fill('')
  await form.getByRole('button', { name: 'Save policy' }).click()
  await page.getByText('4 runs at once, otherwise as usual', { exact: true }).waitFor()
  expect(await readRepo(client, repoId)).toMatchObject({
    maxRuns: 4,
    policy: { tools: null, budget: null, pollSeconds: null },
  })
})

test('a repository of this machine has a policy without GitHub in it', LIMIT, async () => {
  const product = await startProduct('sqlite')
  const repoId = await product.client.addRepository(makeRepository({ 'README.md': 'a shop\n' }))
  const page = await openPage(product, `/repos/${repoId}#policy`)
  page.setDefaultTimeout(60_000)
  const form = page.getByRole('form', { name: 'Policy' })
  await form.getByRole('button', { name: 'Set limits for each run…' }).click()
  expect(await form.getByText('How often GitHub is asked').count()).toBe(0)
  await form.getByLabel('Money').fill('2')
  await form.getByRole('button', { name: 'Save policy' }).click()
  await page.getByText(/^4 runs at once, at most 200 calls, .*\$2/).waitFor()
  await expectGoodLooks(page, 'repo-policy-local')
  const run = await product.client.propose(repoId, ['true'])
  expect(run.budget).toEqual({ calls: 200, tokens: 1_000_000, microUsd: 2_000_000, seconds: 3600 })
})
