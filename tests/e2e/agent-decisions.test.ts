import type { InboxItemView } from '@pm-bot/domain'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { openGitHubDouble } from '../doubles/github/index.ts'
import { runs, startAgent, startWithModels, turns, untilItems } from './agents.fixture.ts'
import { expectAccessible, expectGoodState, openPage, shoot } from './page.fixture.ts'
import { approveInThePast } from './past.fixture.ts'

const LIMIT = { timeout: 240_000 }
const TOKEN = 'github_pat_page'

const openItem = async (page: Page, item: InboxItemView) => {
  await page.goto(new URL(`/inbox/${item.id}`, page.url()).href)
  await page.getByRole('region', { name: 'Decision' }).waitFor()
}
const about = (items: InboxItemView[], what: string) =>
  items.find(({ payload }) => JSON.stringify(payload).includes(what))!
const decided = (page: Page, word: string) => page.getByText(new RegExp(`^${word}: `)).waitFor()

/** Answers before the form is there: its script comes late. */
async function answersEarly(page: Page, item: InboxItemView): Promise<void> {
  const slow = await page.context().newPage()
  await slow.setViewportSize({ width: 1440, height: 900 })
  await slow.route(/\/words-form/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await route.continue()
  })
  await slow.goto(new URL(`/inbox/${item.id}`, page.url()).href)
  await slow.getByRole('region', { name: 'The question' }).waitFor()
  expect(await slow.locator('form.words-form').count()).toBe(0)
  await slow.keyboard.press('r')
  await slow.locator('form.words-form textarea:focus').waitFor()
  await slow.close()
}

const ASKED = 'Open or closed? <img src=x onerror=alert(1)> \u202Egnp'

const builder = turns(
  {
    calls: [
      { name: 'write_file', args: { path: 'src/sign.txt', content: 'open\n' } },
      runs('cat', 'README.md'),
      runs('ls', '-l', 'a b'),
      runs('rm', '-rf', 'src'),
    ],
  },
  { calls: [runs('cat', 'README.md'), runs('date')] },
  { calls: [{ name: 'ask_operator', args: { question: ASKED } }] },
  { calls: [{ name: 'propose_change', args: { message: 'Put up a sign' } }] },
  { calls: [{ name: 'write_file', args: { path: 'src/sign.txt', content: 'closed\n' } }] },
  { calls: [{ name: 'propose_change', args: { message: 'Put up a better sign' } }] },
)

test('an agent is allowed, corrected, refused, answered and sent back from the page', LIMIT, async () => {
  const { product, models } = await startWithModels({ builder })
  const { client } = product
  const run = await startAgent(client, 'builder', 'Put up a sign')
  const calls = await untilItems(client, run.id, 3)
  approveInThePast(product, run, Array(3).fill(['cat', 'README.md']))
  const page = await openPage(product, '/inbox')
  page.setDefaultTimeout(30_000)
  const bar = page.getByRole('region', { name: 'Decision' })

  // What was approved again and again is told to be, and nothing else is.
  const hint = page.getByText('approved 3× before', { exact: true })
  await hint.waitFor()
  const hinted = await page.locator('[data-row]', { has: hint }).getAttribute('data-row')
  expect(hinted).toBe(about(calls, 'cat').id)

  // Allowed for the whole run: the rule is said before the click.
  await openItem(page, about(calls, 'cat'))
  await page.getByText('2 more from this run').waitFor()
  await page.getByText('a rule of this run says to ask about run', { exact: true }).waitFor()
  await page.getByText(/^You approved such calls 3 times in the last 30 days/).waitFor()
  await bar.getByRole('button', { name: 'Approve once' }).waitFor()
  await page.keyboard.press('s')
  await bar.getByRole('radio', { name: /Every call like it in this run/ }).check()
  await bar.getByText('Calls like it in this run are made without asking, until the run ends.').waitFor()
  await expectGoodState(page)
  await bar.getByRole('button', { name: 'Approve as a rule' }).click()
  await decided(page, 'Approved')
  // What else this agent waits for comes up by itself.
  await page.getByText('1 more from this run').waitFor()

  // Edited as a form: what was typed keeps its types.
  await openItem(page, about(calls, '"ls"'))
  await page.keyboard.press('e')
  const edit = page.getByRole('form', { name: 'Edit the call' })
  await edit.getByRole('button', { name: 'Approve unchanged' }).waitFor()
  await edit.getByRole('button', { name: 'Remove argument 3' }).click()
  await edit.getByLabel('Timeout seconds').fill('0')
  await expectGoodState(page)
  await page.keyboard.press('Control+Enter')
  await edit.getByText('Timeout seconds must be at least 1.').waitFor()
  await edit.getByLabel('Timeout seconds').fill('60')
  await edit.getByRole('button', { name: 'Approve as edited' }).click()
  await decided(page, 'Approved with edits')

  await openItem(page, about(calls, '"rm"'))
  await page.keyboard.press('d')
  await page.getByLabel(/^Reason/).fill('The source stays.')
  await expectGoodState(page)
  await page.keyboard.press('Control+Enter')
  await decided(page, 'Rejected')

  // The rule covers what comes next; the other call is answered in words.
  const [dated] = await untilItems(client, run.id, 1)
  await openItem(page, dated!)
  await page.getByText('date', { exact: true }).first().waitFor()
  await page.keyboard.press('r')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('Say something first: the agent is to read it.').waitFor()
  await page.getByLabel('Your words to the agent').fill('It is Monday.')
  await page.keyboard.press('Control+Enter')
  await decided(page, 'Answered')

  await expect
    .poll(async () => (await untilItems(client, run.id, 1))[0]!.kind, { timeout: 30_000 })
    .toBe('question')
  const asked = (await untilItems(client, run.id, 1))[0]!
  await answersEarly(page, asked)
  await openItem(page, asked)
  const question = page.getByRole('region', { name: 'The question' })
  await question.getByText('<img src=x onerror=alert(1)>').first().waitFor()
  await question.getByText('U+202E').first().waitFor()
  expect(await page.locator('img').count()).toBe(0)
  await expectGoodState(page)
  await page.keyboard.press('r')
  await page.keyboard.type('Closed.')
  await page.keyboard.press('Control+Enter')
  await decided(page, 'Answered')

  await expect
    .poll(async () => (await untilItems(client, run.id, 1))[0]!.kind, { timeout: 30_000 })
    .toBe('changeset_apply')
  const [first] = await untilItems(client, run.id, 1)
  await openItem(page, first!)
  await page.keyboard.press('r')
  await page.getByLabel('What is to be different?').fill('Say closed.')
  await expectGoodState(page)
  await page.getByRole('button', { name: 'Request changes' }).click()
  await decided(page, 'Answered')
  await page.getByText('Put up a better sign').first().waitFor()
  await page.getByRole('button', { name: /^Approve/ }).click()
  await decided(page, 'Approved')
  await client.untilRun(run.id, 'completed')

  const heard = models.log
    .requests()
    .at(-1)!
    .messages.map(({ content }) => content)
  expect(heard.join('\n')).toContain('The source stays.')
  expect(heard.join('\n')).toContain('It is Monday.')
  expect(heard.join('\n')).toContain('Closed.')
  expect(heard.join('\n')).toContain('Say closed.')
  expect(models.log.problems()).toEqual([])
  const { items } = (await client.request('GET', `/api/inbox?runId=${run.id}&kind=tool_call`)).body
  const edited = about(items, '"ls"').decision
  expect(edited).toMatchObject({ action: 'edit', payload: { argv: ['ls', '-l'], timeoutSeconds: 60 } })
  const allowed = items.find(({ id }: InboxItemView) => id === about(calls, 'cat').id)
  expect(allowed.decision).toMatchObject({ scope: { kind: 'run' } })

  await page.goto(new URL(`/inbox/${about(items, '"ls"').id}?show=done`, product.address).href)
  await page.getByText('What was approved (JSON)').waitFor()
  await page.getByText('As it was asked, before it was edited').waitFor()
  await expectGoodState(page)
})

const spender = turns(
  { calls: [{ name: 'list_files' }] },
  { calls: [{ name: 'git_log' }] },
  { calls: [{ name: 'answer', args: { text: 'It is a shop.', references: [] } }] },
)
const fetcher = turns({ calls: [{ name: 'run', args: { argv: ['true', 'x'], network: true } }] })

test('a limit is extended in words that a person counts in', LIMIT, async () => {
  const { product } = await startWithModels({ spender })
  const { client } = product
  const run = await startAgent(client, 'spender', 'What is it?', {
    graphId: 'repo_answerer/v1',
    budget: { seconds: 3600, calls: 2 },
  })
  const [item] = await untilItems(client, run.id, 1)
  const page = await openPage(product, `/inbox/${item!.id}`)
  page.setDefaultTimeout(30_000)
  await page.getByRole('heading', { name: 'Spend 2 calls more?' }).waitFor()
  await page
    .getByRole('img', { name: /2 calls spent, 0 calls held, 1 call needed, of a limit of 2 calls/ })
    .waitFor()
  const field = page.getByLabel('Extend by')
  await field.fill('none')
  await page.getByRole('button', { name: /^Extend/ }).click()
  await page.getByText('Give a number of calls above 0.').waitFor()
  await field.fill('40')
  await page.getByText('this run may spend 42 calls').waitFor()
  await expectGoodState(page)
  await page.getByRole('button', { name: 'Extend by 40 calls' }).click()
  await decided(page, 'Approved')
  await client.untilRun(run.id, 'completed')
  const { body } = await client.request('GET', `/api/inbox/${item!.id}`)
  expect(body.decision).toMatchObject({ action: 'approve', payload: { extendBy: 40 } })
})

test(
  'a rule for what reaches outside needs a tick, a pattern that fits, and a second key',
  LIMIT,
  async () => {
    const { product } = await startWithModels({ fetcher })
    const { client } = product
    const run = await startAgent(client, 'fetcher', 'Fetch it')
    const [item] = await untilItems(client, run.id, 1)
    expect(item).toMatchObject({ risk: 'high', payload: { effect: 'outside' } })
    const page = await openPage(product, `/inbox/${item!.id}`)
    page.setDefaultTimeout(30_000)
    const bar = page.getByRole('region', { name: 'Decision' })
    await page.getByText('What it sends somewhere may carry that along.').waitFor()
    await page.keyboard.press('s')
    await bar.getByRole('radio', { name: /Every call like it in shop/ }).check()
    await bar.getByText('a rule for this call needs the tick').waitFor()
    await bar.getByRole('button', { name: 'Approve as a rule' }).click()
    await bar.getByRole('checkbox', { name: /Also after a run has read/ }).check()
    const word = bar.getByLabel('Command is, argument 2')
    await word.fill('y*')
    await word.blur()
    await bar.getByText('This pattern does not fit the very call that you look at.').waitFor()
    await word.fill('*')
    await word.blur()
    await bar.getByText(/Calls like it in any run on this repository are made without asking/).waitFor()
    await expectGoodState(page)
    expect((await client.request('GET', `/api/inbox/${item!.id}`)).body.status).toBe('pending')

    await page.getByRole('heading', { name: /Let it use run/ }).click()
    await page.keyboard.press('a')
    await bar.getByRole('button', { name: 'Press a again to approve' }).waitFor()
    // Too soon counts as the same press.
    await page.waitForTimeout(600)
    await page.keyboard.press('a')
    await decided(page, 'Approved')
    const [grant] = (await client.request('GET', '/api/grants')).body.items
    expect(grant).toMatchObject({
      tool: 'run',
      where: { argv: ['true', '*'], network: 'true' },
      repoId: run.repoId,
      runId: null,
      coversTainted: true,
      active: true,
    })
  },
)

test('on a phone high risk takes a slide to the end', LIMIT, async () => {
  const { product } = await startWithModels({ fetcher })
  const { client } = product
  const run = await startAgent(client, 'fetcher', 'Fetch it')
  const [item] = await untilItems(client, run.id, 1)
  const page = await openPage(product, `/inbox/${item!.id}`, { width: 390, height: 844, hasTouch: true })
  page.setDefaultTimeout(30_000)
  const slider = page.getByRole('slider', { name: 'Approve once: slide to the end' })
  const slideTo = async (part: number, from = 0.03) => {
    const box = (await slider.boundingBox())!
    await page.mouse.move(box.x + box.width * from, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * part, box.y + box.height / 2, { steps: 8 })
    await page.mouse.up()
  }
  await slider.waitFor()
  await expectAccessible(page)
  await shoot(page, 'inbox-slide')
  expect(await page.getByRole('button', { name: 'Approve once' }).count()).toBe(0)
  await slideTo(0.7)
  await expect.poll(() => slider.inputValue()).toBe('0')
  // A tap at the end slides nothing.
  await slideTo(0.99, 0.99)
  await expect.poll(() => slider.inputValue()).toBe('0')
  await page.waitForTimeout(300)
  expect((await client.request('GET', `/api/inbox/${item!.id}`)).body.status).toBe('pending')
  await slideTo(0.99)
  await decided(page, 'Approved')
})

const triager = turns({
  calls: [
    {
      name: 'propose_operations',
      args: {
        summary: 'Two writes',
        operations: [
          {
            operation: { op: 'add-labels', number: 1, labels: ['bug', 'crash'] },
            rationale: 'It names a crash.',
            confidence: 0.83,
          },
          { operation: { op: 'close', number: 2 }, rationale: 'It repeats #1.', confidence: 0.41 },
        ],
      },
    },
  ],
})

test('what a triager proposes is shown before and after, edited, and written', LIMIT, async () => {
  const github = await openGitHubDouble()
  onTestFinished(() => github.close())
  const { world } = github
  await world.addRepository('octo/docs')
  world.addToken(TOKEN, { login: 'octo' })
  for (const title of ['Crash with an empty cart', 'Crash, again']) {
    world.openIssue('octo/docs', { title, body: 'Steps.', author: 'stranger', authorAssociation: 'NONE' })
  }
  const { product } = await startWithModels(
    { triager },
    { GITHUB_TOKEN: TOKEN, GITHUB_API_URL: github.apiUrl },
  )
  const { client } = product
  const { id: repoId } = (await client.request('POST', '/api/repos', { fullName: 'octo/docs', depth: 'all' }))
    .body
  const cached = async () => (await client.request('GET', `/api/repos/${repoId}/objects`)).body.items.length
  await expect.poll(cached, { timeout: 30_000 }).toBe(2)
  const run = await startAgent(client, 'triager', 'Triage', {
    repoId,
    graphId: 'issue_triager/v1',
    spec: { query: 'crash', model: 'openai:triager' },
  })
  const [item] = await untilItems(client, run.id, 1)
  const page = await openPage(product, `/inbox/${item!.id}`)
  page.setDefaultTimeout(30_000)
  const operations = page.getByRole('region', { name: 'What will be written to GitHub' })
  await operations.getByText('The model says it is 83 % sure.').waitFor()
  await operations.getByRole('link', { name: '#2 Crash, again' }).waitFor()
  await operations.getByText('no labels').waitFor()
  await expectGoodState(page)
  await page.keyboard.press('e')
  const form = page.getByRole('form', { name: 'Edit what is written' })
  await form.getByRole('textbox', { name: 'Labels' }).fill('bug\n')
  await form.getByRole('checkbox', { name: 'Do this' }).nth(1).uncheck()
  await expectGoodState(page)
  await form.getByRole('button', { name: 'Edit as JSON' }).click()
  expect(JSON.parse(await form.getByLabel('As JSON').inputValue())).toEqual([
    { op: 'add-labels', number: 1, labels: ['bug'] },
  ])
  await form.getByRole('button', { name: 'Approve as edited' }).click()
  await decided(page, 'Approved with edits')
  await client.untilRun(run.id, 'completed')
  const issues = world.issues('octo/docs')
  expect(issues.find(({ number }) => number === 1)?.labels).toEqual(['bug'])
  expect(issues.find(({ number }) => number === 2)?.state).toBe('open')
  expect(github.log.violations()).toEqual([])
})
