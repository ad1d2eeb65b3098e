import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRedactor } from '@pm-bot/domain'
import { openStore } from '@pm-bot/store'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { type Product, startProduct } from '../setup/product.ts'
import { expectAccessible, openPage } from './page.fixture.ts'

const LIMIT = { timeout: 240_000 }
const PAGES = ['/queues', '/queues/runs', '/workers', '/actors', '/actors?show=with-mail', '/runs']

const go = (page: Page, product: Product, path: string) => page.goto(new URL(path, product.address).href)
const repositoryOf = (product: Product) => product.client.addRepository(makeRepository({ a: 'a\n' }))

/** Puts messages into a run's mailbox that no rule of ours would send. */
async function tell(product: Product, runId: string, messages: object[]): Promise<void> {
  await product.stop()
  const store = await openStore({
    location: { file: join(product.dataDirectory, 'control_plane/pm_bot.sqlite3') },
    redactor: createRedactor([]),
    onError: () => {},
  })
  await store.storage.transaction(async (tx) => {
    for (const message of messages) tx.tell({ kind: 'run', key: runId }, message)
  })
  await store.close()
  await product.restart()
}

async function untilParked(product: Product, count: number): Promise<void> {
  const parked = async () => (await product.client.request('GET', '/api/mailboxes')).body.parked
  await expect.poll(parked, { timeout: 30_000 }).toBe(count)
}

test('a queue is paused in one tab and seen so in another; its run says why it waits', LIMIT, async () => {
  const product = await startProduct('sqlite')
  const { client } = product
  const first = await openPage(product, '/queues')
  const second = await first.context().newPage()
  await go(second, product, '/queues/runs')
  await second.getByText('Open', { exact: true }).waitFor()

  await first.getByRole('button', { name: 'Pause Runs' }).click()
  await second.getByText('Paused', { exact: true }).waitFor()
  await second.getByRole('button', { name: 'Resume Runs' }).waitFor()

  const run = await client.propose(await repositoryOf(product), ['true'], { goal: 'Wait for it' })
  await client.approveNext(run.id)
  await second.getByRole('link', { name: 'Wait for it' }).waitFor()
  await go(first, product, '/runs')
  await first.getByText('The Runs queue is paused by operator').waitFor()
  await go(first, product, `/runs/${run.id}`)
  await first.getByText('The Runs queue is paused by operator').waitFor()
  await first.getByRole('link', { name: 'Runs queue' }).click()
  await first.getByRole('heading', { name: 'Runs queue' }).waitFor()
  await first.getByRole('button', { name: 'Resume Runs' }).click()
  await client.untilRun(run.id, 'completed', 'blocked')
  await second.getByText('Open', { exact: true }).waitFor()
})

test('a waiting job is cancelled, and with it its run', LIMIT, async () => {
  const product = await startProduct('sqlite')
  const { client } = product
  await client.request('POST', '/api/queues/runs/pause', {})
  const run = await client.propose(await repositoryOf(product), ['true'], { goal: 'Not after all' })
  await client.approveNext(run.id)
  const page = await openPage(product, '/queues/runs?state=waiting')
  await page.getByRole('button', { name: 'Cancel…' }).click()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel job' }).click()
  await page.getByText('Nothing is “waiting”').waitFor()
  await client.untilRun(run.id, 'cancelled')
})

test('shows which worker has a running run, and drains it', LIMIT, async () => {
  const product = await startProduct('sqlite')
  const { client } = product
  const repoId = await repositoryOf(product)
  const long = await client.propose(repoId, ['sleep', '120'], { goal: 'Take a while' })
  await client.approveNext(long.id)
  await client.untilRun(long.id, 'running')
  const { items } = (await client.request('GET', '/api/workers')).body
  const name = `${items[0].host}/${items[0].pid}`

  const page = await openPage(product, `/runs/${long.id}`)
  await page.getByText(`Worker ${name} is at it.`).waitFor()
  await page.getByRole('link', { name: 'Worker', exact: true }).click()
  const worker = page.getByRole('listitem', { name: `Worker ${name}` })
  await worker.getByRole('link', { name: 'Take a while' }).waitFor()

  await worker.getByRole('button', { name: `Drain ${name}` }).click()
  await worker.getByText('Draining', { exact: true }).waitFor()
  const next = await client.propose(repoId, ['true'], { goal: 'Come later' })
  await client.approveNext(next.id)
  await go(page, product, `/runs/${next.id}`)
  await page.getByText('none that is working takes the Runs queue').waitFor()
  await page.getByRole('link', { name: 'Workers' }).click()
  await page.getByRole('button', { name: /take up work again/ }).click()
  await client.untilRun(next.id, 'completed', 'blocked')
})

test(
  'a run whose job was given up says why in a line, and is put back to work from its page',
  LIMIT,
  async () => {
    const product = await startProduct('sqlite')
    const { client } = product
    const attempts = join(product.dataDirectory, 'attempts')
    await rm(attempts, { recursive: true, force: true })
    await writeFile(attempts, 'in the way')
    const run = await client.propose(await repositoryOf(product), ['true'], { goal: 'Find a place' })
    await client.approveNext(run.id)

    const page = await openPage(product, `/runs/${run.id}`)
    const note = page.getByRole('region', { name: 'Work' })
    await note.getByText(/^Next try in \d s after: ENOTDIR: not a directory, mkdir '[^']+'$/).waitFor()
    await note.getByText('attempt 2 of 5').waitFor()
    expect(await page.getByRole('status', { name: 'Status' }).innerText()).not.toContain(
      'Waiting for a worker',
    )
    const putBack = note.getByRole('button', { name: 'Put back to work' })
    await putBack.waitFor({ timeout: 60_000 })
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Run again…' }).waitFor()

    await rm(attempts)
    await putBack.click()
    await page.getByText('Put back to work; the run goes on.').waitFor()
    await client.untilRun(run.id, 'completed', 'blocked')
  },
)

test('a purge says how many go before anything does, and takes exactly those', LIMIT, async () => {
  const product = await startProduct('sqlite')
  const { client } = product
  const repoId = await repositoryOf(product)
  for (const goal of ['One', 'Two']) {
    const run = await client.propose(repoId, ['true'], { goal })
    await client.approveNext(run.id)
    await client.untilRun(run.id, 'completed', 'blocked')
  }
  const page = await openPage(product, '/queues/runs?state=succeeded')
  await page.getByRole('link', { name: 'Two' }).waitFor()
  const listed = await page.getByRole('list', { name: 'Jobs' }).getByRole('listitem').count()
  await page.getByRole('button', { name: 'Purge…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(`${listed} jobs would go.`).waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Keep them' }).click()
  expect(await page.getByRole('list', { name: 'Jobs' }).getByRole('listitem').count()).toBe(listed)

  await page.getByRole('button', { name: 'Purge…' }).click()
  await dialog.getByRole('button', { name: `Purge ${listed}` }).click()
  await page.getByText(`Purged ${listed} jobs.`).waitFor()
  await page.getByText('Nothing is “done”').waitFor()
  const { items } = (await client.request('GET', '/api/queues/runs/jobs?state=succeeded')).body
  expect(items).toEqual([])
})

test('a parked message is seen from everywhere, and retried, edited and skipped', LIMIT, async () => {
  const product = await startProduct('sqlite')
  const run = await product.client.propose(await repositoryOf(product), ['true'], { goal: 'Stumble' })
  // One of no known type, and one whose reason is no text: neither can be handled.
  await tell(product, run.id, [
    { type: 'dance' },
    { type: 'cancel-run', ifVersion: null, reason: { not: 'text' }, by: 'operator' },
  ])
  await untilParked(product, 2)

  const page = await openPage(product, '/inbox')
  const badge = page.getByRole('link', { name: /^Queues 2 parked, needs attention/ })
  await badge.waitFor()
  await go(page, product, `/runs/${run.id}`)
  await page.getByText('2 messages for this run could not be handled').waitFor()
  await page.getByRole('link', { name: 'Mend it' }).click()
  await page.getByText('Its handling failed 3 times').first().waitFor()
  await expectAccessible(page)
  await badge.click()
  await page.getByText('2 parked messages wait for you.').waitFor()
  await page.getByRole('link', { name: 'Look at them' }).click()

  const dance = page.getByRole('article', { name: 'Dance' })
  await dance.getByRole('button', { name: 'Retry' }).click()
  await page.getByText('It is tried again: Dance.').waitFor()
  await untilParked(product, 2)
  await dance.getByText('6 attempts in all').waitFor()
  await dance.getByRole('button', { name: 'Skip…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Skip it' }).click()
  await dance.waitFor({ state: 'detached' })

  await page.getByRole('article', { name: 'Cancel run' }).getByRole('button', { name: 'Edit…' }).click()
  const dialog = page.getByRole('dialog')
  const editor = dialog.getByLabel('Message')
  const text = await editor.inputValue()
  await editor.fill(text.replace('operator', 'somebody'))
  await dialog.getByRole('button', { name: 'Save and retry' }).click()
  await dialog.getByText('“by” says what this message is about').waitFor()
  await editor.fill(text.slice(1))
  await dialog.getByRole('button', { name: 'Save and retry' }).click()
  await dialog.getByText('This is not JSON').waitFor()
  await expectAccessible(page)
  await editor.fill(JSON.stringify({ ...JSON.parse(text), reason: 'not needed' }))
  await dialog.getByRole('button', { name: 'Save and retry' }).click()
  await product.client.untilRun(run.id, 'cancelled')
  expect(await product.client.run(run.id)).toMatchObject({ reason: 'not needed' })
  await page.getByText('No message is parked').waitFor()
  await page
    .getByRole('link', { name: /^Queues$/ })
    .first()
    .waitFor()
})

test('every page of the queues passes axe, light and dark, wide and narrow', LIMIT, async () => {
  const product = await startProduct('sqlite')
  const run = await product.client.propose(await repositoryOf(product), ['sleep', '120'])
  await tell(product, run.id, [{ type: 'dance' }])
  await product.client.approveNext(run.id)
  await product.client.untilRun(run.id, 'running')
  await untilParked(product, 1)

  const page = await openPage(product, '/queues')
  for (const path of [...PAGES, `/actors/run/${run.id}`, `/runs/${run.id}`]) {
    await go(page, product, path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.locator('.waiting').first().waitFor({ state: 'detached' })
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const size of [
        { width: 1440, height: 900 },
        { width: 390, height: 844 },
      ]) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.setViewportSize(size)
        await expectAccessible(page)
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        expect({ path, overflow }).toEqual({ path, overflow: 0 })
      }
    }
  }
})

test('by keyboard: to the queues, into one, to a job and back', LIMIT, async () => {
  const product = await startProduct('sqlite')
  const { client } = product
  await client.request('POST', '/api/queues/runs/pause', {})
  const run = await client.propose(await repositoryOf(product), ['true'], { goal: 'Look inside' })
  await client.approveNext(run.id)
  const page = await openPage(product, '/inbox')
  await page.getByText('Live', { exact: true }).waitFor()
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  await press('g', 'q')
  await page.getByRole('table', { name: 'Work queues' }).waitFor()
  await press('j', 'Enter')
  await page.getByRole('link', { name: 'Look inside' }).waitFor()
  await press('j', 'Enter')
  await page.getByText('Payload, secrets masked').waitFor()
  await press('Escape')
  await page.waitForURL(/\/queues$/)
  await press('g', 'w')
  await page.getByRole('heading', { name: 'Workers' }).waitFor()
  await press('g', 'm')
  await page.getByText('No message is parked').waitFor()
})
