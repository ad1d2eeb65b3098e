import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { commit, git, makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { DATABASES, startProduct } from '../setup/product.ts'
import { approveNextByClick, expectAccessible, openPage } from './page.fixture.ts'

const LIMIT = { timeout: 120_000 }

async function addRepository(page: Page, directory: string): Promise<void> {
  await page.getByRole('link', { name: 'Repos' }).click()
  await page.getByLabel(/path/i).fill(directory)
  await page.getByRole('button', { name: /add/i }).click()
  await page.getByText(directory).first().waitFor()
}

async function proposeRun(page: Page, goal: string, command: string): Promise<void> {
  await page.goto(new URL('/runs/new', page.url()).href)
  await page.getByLabel('Repository', { exact: true }).selectOption({ index: 1 })
  await page.getByLabel('Goal', { exact: true }).fill(goal)
  const line = page.getByRole('textbox', { name: 'Command' })
  await line.fill(command)
  await line.press('Enter')
  await page.getByRole('button', { name: 'Propose run' }).click()
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}/)
}

test.each(DATABASES)('a newcomer takes a run from proposal to commit, on %s', LIMIT, async (database) => {
  const directory = makeRepository({ 'README.md': 'a   shop\n' })
  const product = await startProduct(database)
  const page = await openPage(product, '/')

  await addRepository(page, directory)
  await proposeRun(page, 'Format the README', `sed -i "s/  */ /g" README.md`)
  const runId = page.url().split('/').at(-1)!

  await page.getByRole('link', { name: /^Inbox \d/ }).click()
  await page.getByRole('heading', { name: 'Start “Format the README” on shop' }).waitFor()
  await page.getByText('s/  */ /g', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: /^Approve/ }).click()

  // Nothing is reloaded: the page hears that the changeset has come.
  await page.getByRole('heading', { name: 'Apply “Format the README” to shop' }).waitFor()
  await page.getByText('a shop', { exact: true }).first().waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Approve/ }).click()

  await product.client.untilRun(runId, 'completed')
  await page.goto(new URL(`/runs/${runId}`, product.address).href)
  await page.getByText('Completed').first().waitFor()
  await page.getByText('Decision: approve').first().waitFor()
  await expectAccessible(page)
  expect(git(directory, 'show', `pm-bot/${runId}:README.md`)).toBe('a shop')
})

test('by keyboard alone: approve, and reject with a reason', LIMIT, async () => {
  const directory = makeRepository({ 'README.md': 'a\n' })
  const product = await startProduct('sqlite')
  const { client } = product
  const repoId = await client.addRepository(directory)
  const first = await client.propose(repoId, ['sh', '-c', 'echo b >> README.md'], { goal: 'Add a line' })
  const second = await client.propose(repoId, ['true'], { goal: 'Do nothing' })
  const page = await openPage(product, '/inbox')

  await page.getByRole('heading', { name: 'Start “Add a line” on shop' }).waitFor()
  await page.keyboard.press('a')
  await page.getByRole('heading', { name: /Start “Do nothing” on shop/ }).waitFor()
  await page.keyboard.press('d')
  await page.getByLabel(/^Reason/).fill('not today')
  await page.keyboard.press('Control+Enter')
  await client.untilRun(second.id, 'rejected')
  expect(await client.run(second.id)).toMatchObject({ reason: 'not today' })
  await client.untilRun(first.id, 'blocked')
  await page.getByRole('heading', { name: 'Apply “Add a line” to shop' }).waitFor()
  // A key that was meant for the item before must not decide one that has only just come up.
  await page.waitForTimeout(800)
  await page.keyboard.press('a')
  await client.untilRun(first.id, 'completed')

  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await page.waitForURL(/\/runs$/)
})

test('a branch that moved comes back and says so', LIMIT, async () => {
  const directory = makeRepository({ 'README.md': 'a\n', other: 'x\n' })
  const product = await startProduct('sqlite')
  const { client } = product
  const { id } = await client.propose(
    await client.addRepository(directory),
    ['sh', '-c', 'echo b >> README.md'],
    {
      goal: 'Add a line',
    },
  )
  await client.approveNext(id)
  await client.untilRun(id, 'blocked')
  commit(directory, { other: 'y\n' })
  const page = await openPage(product, '/inbox')
  await page.getByRole('heading', { name: 'Apply “Add a line” to shop' }).waitFor()
  await page.getByRole('button', { name: /^Approve/ }).click()
  await page
    .getByText(/same patch/i)
    .first()
    .waitFor()
  await approveNextByClick(page)
  expect((await client.untilRun(id, 'completed', 'failed')).status).toBe('completed')
})

test('a page that is open while the process is killed converges', LIMIT, async () => {
  const directory = makeRepository({ 'README.md': 'a\n' })
  const product = await startProduct('sqlite', { PMBOT_PORT: String(await freePort()) })
  const { client } = product
  const repoId = await client.addRepository(directory)
  const page = await openPage(product, '/inbox')
  await page.getByText('Live', { exact: true }).waitFor()
  await product.kill()
  await product.restart()
  await product.client.propose(repoId, ['true'], { goal: 'After the crash' })
  await page.getByText('Start “After the crash” on shop').first().waitFor()
})

test('a run is cancelled from its page, and a failed one shows why', LIMIT, async () => {
  const product = await startProduct('sqlite')
  const { client } = product
  const repoId = await client.addRepository(makeRepository({ a: 'a\n' }))
  const long = await client.propose(repoId, ['sleep', '60'], { goal: 'Take too long' })
  await client.approveNext(long.id)
  await client.untilRun(long.id, 'running')
  const page = await openPage(product, `/runs/${long.id}`)
  await page.getByRole('button', { name: 'Cancel run' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /cancel run/i })
    .click()
  await page.locator('[data-status=cancelled]').first().waitFor()
  expect((await client.run(long.id)).status).toBe('cancelled')

  const failing = await client.propose(repoId, ['sh', '-c', 'echo no such luck; exit 7'], { goal: 'Fail' })
  await client.approveNext(failing.id)
  await client.untilRun(failing.id, 'failed')
  await page.goto(new URL(`/runs/${failing.id}`, product.address).href)
  await page
    .getByText(/exited with code 7/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Run again…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Propose it again' }).click()
  await page.waitForURL(
    (url) => /\/runs\/[0-9a-f-]{36}$/.test(url.pathname) && !url.pathname.endsWith(failing.id),
  )
})

test('on a phone, in the dark, every page passes axe', LIMIT, async () => {
  const product = await startProduct('sqlite')
  const { client } = product
  const { id } = await client.propose(await client.addRepository(makeRepository({ a: 'a\n' })), ['true'])
  const page = await openPage(product, '/inbox', { width: 390, height: 844, colorScheme: 'dark' })
  for (const path of ['/inbox', `/runs/${id}`, '/runs', '/runs/new', '/repos', '/audit']) {
    await page.goto(new URL(path, product.address).href)
    await page.getByRole('heading').first().waitFor()
    await expectAccessible(page)
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    expect({ path, overflow }).toEqual({ path, overflow: 0 })
  }
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
