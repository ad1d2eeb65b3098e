import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { type Product, startProduct } from '../setup/product.ts'
import { openAgentWorld, type Seeded, seedAgents } from './agent-world.fixture.ts'
import { expectGoodState, openPage, shoot } from './page.fixture.ts'
import { approveInThePast, spendInThePast } from './past.fixture.ts'

const LIMIT = { timeout: 240_000 }

async function startSeeded(): Promise<{ product: Product; seeded: Seeded }> {
  const world = await openAgentWorld()
  onTestFinished(() => world.close())
  const product = await startProduct('sqlite', world.settings)
  return { product, seeded: await seedAgents(product.client) }
}

const open = async (product: Product, path: string): Promise<Page> => {
  const page = await openPage(product, path)
  page.setDefaultTimeout(60_000)
  return page
}
const go = (page: Page, product: Product, path: string) => page.goto(new URL(path, product.address).href)

test(
  'a run tells what its agent did and spent, hears its operator, is forked and stopped',
  LIMIT,
  async () => {
    const { product, seeded } = await startSeeded()
    const { client } = product
    const { id } = seeded.tidying
    const page = await open(product, `/runs/${id}`)
    const timeline = page.getByRole('list', { name: 'Timeline' })

    await timeline.getByText('Model, turn 1: wants list_files, read_file').waitFor()
    await timeline
      .getByText(/^\$0\.00\d+$/)
      .nth(2)
      .waitFor()
    await page.getByText('Has read text from outside').first().waitFor()
    const budget = page.getByRole('list', { name: 'Budget of this run' })
    await budget.getByText('of 400,000 tokens').waitFor()
    await budget.getByText('of $1.50').waitFor()
    await page.getByText('What its agent may do').click()
    await page.getByRole('list', { name: 'Rules for tools' }).getByText('Read a file').waitFor()
    const edit = timeline.getByRole('listitem').filter({ hasText: 'edit_file README.md' }).last()
    await edit.getByText('arguments and result').click()
    await edit.getByText('Changed “README.md” in one place.').waitFor()
    await expectGoodState(page)

    await page.keyboard.press('m')
    await page.keyboard.type('Mind the spelling.')
    await page.keyboard.press('ControlOrMeta+Enter')
    await timeline.getByText('Mind the spelling.').waitFor()
    await timeline.getByText('Waits for its next step').waitFor()
    const grant = { tool: 'run', where: { argv: ['ls', '**'] }, runId: id, uses: 3 }
    expect((await client.request('POST', '/api/grants', grant)).status).toBe(201)
    await client.approveNext(id)
    await timeline.getByText('Delivered at turn 4').waitFor()

    // The key is of the page, not of what is being typed.
    await page.keyboard.press('Escape')
    await page.keyboard.press('3')
    await page.getByRole('button', { name: /^Context: / }).click()
    const seen = page.getByRole('list', { name: 'What the agent saw at first' })
    await seen.getByText('by mallory').waitFor()
    await seen.getByText('From outside').waitFor()
    await expectGoodState(page)

    await page.keyboard.press('5')
    const checkpoints = page.getByRole('list', { name: 'Checkpoints' })
    await checkpoints.getByText('What it changed (step 4)').click()
    const differences = checkpoints.getByRole('list', { name: 'Differences from the step before' })
    await differences
      .getByText(/^messages\[\d+\]$/)
      .first()
      .waitFor()
    await checkpoints.getByText('All of its state').click()
    await checkpoints.getByText('heard', { exact: true }).last().waitFor()
    await expectGoodState(page)
    await page.getByRole('button', { name: 'Fork from here… (step 3)' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('list', { name: 'Done since then' }).getByText('Ran cat README.md').waitFor()
    await expectGoodState(page)
    await dialog.getByLabel('Goal').fill('Tidy it another way')
    await dialog.getByText(/^at most 60 calls,.*, as this run$/).waitFor()
    await dialog.getByText('What it may spend').click()
    const calls = dialog.getByLabel('Calls of models and tools')
    expect(await calls.inputValue()).toBe('60')
    await calls.fill('many')
    await dialog.getByRole('button', { name: 'Propose the fork' }).click()
    await dialog.getByText('Write a number such as 200, 50k or 1.5M.').waitFor()
    await expectGoodState(page)
    await calls.fill('25')
    await dialog.getByRole('button', { name: 'Propose the fork' }).click()
    await page.getByRole('heading', { name: 'Tidy it another way' }).waitFor()
    await page
      .getByRole('complementary', { name: 'Facts' })
      .getByRole('link', { name: 'Tidy the README' })
      .waitFor()
    const forked = new URL(page.url()).pathname
    const start = await client.pendingItem(forked.split('/').at(-1)!)
    await go(page, product, `/inbox/${start.id}`)
    await page
      .getByRole('region', { name: 'What it may spend' })
      .getByText(/^At most 25 calls, 400,000 tokens, \$1\.50,/)
      .waitFor()
    await go(page, product, forked)
    await page.getByRole('heading', { name: 'Tidy it another way' }).waitFor()

    await page.keyboard.press('.')
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel run' }).click()
    await page.getByRole('status', { name: 'Status' }).getByText('Cancelled', { exact: true }).waitFor()

    await go(page, product, `/runs/${seeded.answered.id}`)
    const answer = page.getByRole('region', { name: 'Answer' })
    await answer.getByText('<img src=x onerror=alert(1)>').waitFor()
    await answer.getByRole('list', { name: 'References' }).getByText('README.md:1').waitFor()
    await page.getByText('2 calls of a model without a price').waitFor()
    await expectGoodState(page)
  },
)

test('grants are given and revoked, limits and prices are set in units of people', LIMIT, async () => {
  const { product, seeded } = await startSeeded()
  const { client } = product
  const page = await open(product, '/inbox')
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('b')
  const standing = page.getByRole('list', { name: 'Standing grants' })
  await standing.getByText('npm test **').waitFor()
  await expectGoodState(page)

  await page.keyboard.press('i')
  const form = page.getByRole('dialog')
  await form.getByLabel('Command is').fill('npm run lint **')
  await form.getByLabel('How often').fill('none')
  await form.getByRole('button', { name: 'Give it' }).click()
  await form
    .getByRole('alert')
    .getByText(/whole number/)
    .waitFor()
  await expectGoodState(page)
  await form.getByLabel('How often').fill('5')
  await form.getByRole('button', { name: 'Give it' }).click()
  await standing.getByText('5 of 5 uses left').waitFor()
  const { items } = (await client.request('GET', '/api/grants?active=true')).body
  expect(items[0]).toMatchObject({ tool: 'run', where: { argv: ['npm', 'run', 'lint', '**'] }, usesLeft: 5 })

  await page.keyboard.press('j')
  await page.keyboard.press('d')
  await standing.getByText('5 of 5 uses left').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Ended' }).click()
  await page.getByRole('list', { name: 'Ended grants' }).getByText('Revoked').waitFor()

  approveInThePast(product, seeded.tidying, [
    ['npm', 'run', 'lint'],
    ['npm', 'run', 'types'],
    ['npm', 'run', 'lint'],
  ])
  await go(page, product, '/grants')
  const suggestion = page.getByRole('list', { name: 'Suggested grants' }).getByRole('listitem').first()
  await suggestion.getByText('npm run *').waitFor()
  await suggestion.getByText(/^approved 3 times and never refused, last 24 h ago$/).waitFor()
  await suggestion.getByText('the decisions').click()
  await suggestion.getByRole('link', { name: 'npm run lint' }).first().waitFor()
  await expectGoodState(page)
  await shoot(page, 'grants')
  await suggestion.getByRole('button', { name: 'Give this grant…' }).click()
  await expect.poll(() => form.getByLabel('Command is').inputValue()).toBe('npm run *')
  expect(await form.getByLabel('Repository').inputValue()).toBe(seeded.repoId)
  const isStanding = async () =>
    (await client.request('GET', '/api/grants?active=true')).body.items.some(
      ({ where }: { where: { argv?: string[] } }) => where.argv?.join(' ') === 'npm run *',
    )
  expect(await isStanding(), 'nothing is given before the click').toBe(false)
  await form.getByRole('button', { name: 'Give it' }).click()
  await standing.getByText('npm run *').waitFor()
  await suggestion.waitFor({ state: 'detached' })
  expect(await isStanding()).toBe(true)

  await page.getByRole('navigation', { name: 'Limits' }).getByRole('link', { name: 'Budgets' }).click()
  await page.getByText('of 2,000,000 tokens').waitFor()
  const lately = page.getByRole('region', { name: /^Spent lately/ })
  const { month, days } = (await client.request('GET', '/api/budgets/history')).body
  expect(days.at(-1)).toMatchObject({ microUsd: month.microUsd, unpricedCalls: 2 })
  expect(month.microUsd).toBeGreaterThan(0)
  await lately.getByText('No forecast yet.').waitFor()
  await lately.getByText('2 calls of models without a price are not in these amounts of money.').waitFor()
  await lately.getByRole('list', { name: 'Spent by provider' }).getByText('openai').waitFor()
  await lately.getByRole('button', { name: 'Tokens' }).click()
  await lately.getByText(/tokens in the last 30 days, the most on/).waitFor()
  spendInThePast(product, [2, 0, 3.5, 1.25, 4, 0, 2.5, 1, 0, 3, 2, 2.75])
  await page.reload()
  await lately.getByText(/^At the pace of the last 7 days this month ends at about \$\d+\.\d\d\.$/).waitFor()
  await lately.getByText(/, with spend on 5 of these days\.$/).waitFor()
  await lately.getByRole('list', { name: 'Spent by provider' }).getByText('anthropic').waitFor()
  await shoot(page, 'budgets')
  await expectGoodState(page)
  await page.getByRole('button', { name: 'Set limits… of openai' }).click()
  await form.getByLabel('Money').fill('2.50')
  await form.getByLabel('Time in calls').fill('ninety')
  await form.getByRole('button', { name: 'Set limits' }).click()
  await form.getByText(/^Write a number such as/).waitFor()
  await expectGoodState(page)
  await form.getByLabel('Time in calls').fill('90')
  await form.getByRole('button', { name: 'Set limits' }).click()
  await page.getByText('of $2.50').waitFor()
  const budgets = (await client.request('GET', '/api/budgets')).body.items
  const openai = budgets.find(({ scope }: { scope: { key: string } }) => scope.key === 'openai')
  expect(openai.ownLimits).toEqual({ tokens: 20_000, microUsd: 2_500_000, seconds: 5400 })

  await page.getByRole('button', { name: 'Add a price' }).click()
  await form.getByLabel('Model').fill('openai:answerer')
  await form.getByLabel('Read').fill('0.15')
  await form.getByLabel('Written').fill('0.60')
  await expectGoodState(page)
  await form.getByRole('button', { name: 'Set price' }).click()
  await page
    .getByRole('row', { name: /openai:answerer/ })
    .getByText('$0.15')
    .waitFor()
  const prices = (await client.request('GET', '/api/prices')).body.items
  expect(prices).toContainEqual(
    expect.objectContaining({
      model: 'openai:answerer',
      price: { inputMicroUsdPerMillion: 150_000, outputMicroUsdPerMillion: 600_000 },
    }),
  )
})

test(
  'an issue becomes a run with rules and a budget of its own, a template and a schedule',
  LIMIT,
  async () => {
    const { product, seeded } = await startSeeded()
    const { client } = product
    const page = await open(product, `/repos/${seeded.repoId}/issue/2`)
    await page.getByRole('heading', { name: /The sign hangs crooked/ }).waitFor()
    await page.keyboard.press('r')
    await page.getByText('#2 The sign hangs crooked').waitFor()
    expect(await page.getByRole('radio', { name: /Propose a change/ }).isChecked()).toBe(true)

    const list = page.getByRole('list', { name: 'Open issues' })
    await page.getByLabel('Issue or pull request').fill('')
    await list.getByRole('button', { name: '#3 README is untidy' }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await list.waitFor({ state: 'detached' })
    await page.getByLabel('Issue or pull request').fill('prices')
    await page.getByRole('button', { name: '#1 Prices are wrong' }).click()
    await page.getByLabel('Goal').fill('Mend the prices')
    await page.getByLabel('Checks').fill("npm test\ngrep 'a shop' README.md")
    await page.getByText('What its agent may do').click()
    await page.getByRole('button', { name: 'Change the rules…' }).click()
    await page.getByRole('button', { name: 'Add a rule at the top' }).click()
    await page.getByLabel('Verdict of rule 1', { exact: true }).selectOption('deny')
    const first = page
      .getByRole('list', { name: /^Rules/ })
      .getByRole('listitem')
      .first()
    await first.getByText('any arguments').click()
    await first.getByLabel('Command is').fill('rm **')
    await page.getByRole('radio', { name: 'Answer a question' }).check()
    await page.getByText('the usual rules of this graph').waitFor()
    await page.getByRole('radio', { name: 'Propose a change' }).check()
    await page.getByText('rules of your own').waitFor()
    await page.getByText('What it may spend').click()
    await page.getByLabel('Money').fill('1.50')
    await page.getByLabel('Calls of models and tools').fill('lots')
    await page.getByRole('button', { name: 'Propose run' }).click()
    await page.getByText(/^Write a number such as/).waitFor()
    await expectGoodState(page)
    await page.getByLabel('Calls of models and tools').fill('80')
    await page.getByRole('button', { name: 'Propose run' }).click()

    await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/)
    const run = await client.run(new URL(page.url()).pathname.split('/').at(-1)!)
    expect(run).toMatchObject({
      goal: 'Mend the prices',
      graphId: 'repo_change_proposer/v1',
      spec: {
        issueNumber: 1,
        checks: [
          ['npm', 'test'],
          ['grep', 'a shop', 'README.md'],
        ],
      },
      budget: { calls: 80, tokens: 1_000_000, seconds: 3600, microUsd: 1_500_000 },
    })
    expect(run.tools!.rules[0]).toEqual({ tool: 'run', where: { argv: ['rm', '**'] }, verdict: 'deny' })
    expect(run.tools!.rules).toHaveLength(13)

    await page.getByRole('button', { name: 'Save as template…' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Name').fill('Prices')
    await expectGoodState(page)
    await form.getByRole('button', { name: 'Save template' }).click()
    await page.getByRole('link', { name: 'Templates' }).click()
    await page.getByRole('heading', { name: 'Prices' }).waitFor()
    await expectGoodState(page)

    await page.getByRole('button', { name: 'Schedule… Prices' }).click()
    await form.getByLabel('When').fill('30 22 * * *')
    await form.getByText('every day at 22:30').waitFor()
    await form.getByLabel('Time zone').fill('Nowhere/Land')
    await form.getByRole('checkbox').check()
    await form.getByRole('button', { name: 'Set schedule' }).click()
    await form
      .getByRole('alert')
      .getByText(/no time zone/)
      .waitFor()
    await expectGoodState(page)
    await form.getByLabel('Time zone').fill('Europe/Berlin')
    await form.getByRole('button', { name: 'Set schedule' }).click()
    await form.waitFor({ state: 'detached' })

    await go(page, product, '/schedules')
    const schedule = page
      .getByRole('list', { name: 'Schedules' })
      .getByRole('listitem')
      .filter({ hasText: 'every day at 22:30' })
    await schedule.getByText('Starts without asking, 10 more times.').waitFor()
    await schedule.getByRole('button', { name: 'Ask me again' }).click()
    await schedule.getByText(/^You approve each start/).waitFor()
    await schedule.getByRole('button', { name: /^Pause/ }).click()
    await schedule.getByText('Paused', { exact: true }).waitFor()
    await schedule.getByRole('button', { name: /^Run now/ }).click()
    await schedule.getByRole('link', { name: 'its run' }).waitFor()
    await expectGoodState(page)
  },
)

test('where no model is set up, the form says what to set', LIMIT, async () => {
  const product = await startProduct('sqlite')
  const page = await open(product, '/runs/new?graph=repo_answerer/v1')
  await page.getByRole('status').getByText('PMBOT_MODEL').waitFor()
  await expectGoodState(page)
  await page.getByRole('radio', { name: /Run a command/ }).check()
  await page.getByText('PMBOT_MODEL').first().waitFor({ state: 'detached' })
})
