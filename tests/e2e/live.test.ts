import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { type Product, startProduct } from '../setup/product.ts'
import { expectGoodLooks, openPage } from './page.fixture.ts'

const LIMIT = { timeout: 240_000 }

/** How many requests the product has answered, but for those of this count; to one route, or to all. */
async function countRequests(product: Product, route?: string): Promise<number> {
  const text = await (await fetch(new URL('/metrics', product.address))).text()
  return [...text.matchAll(/^pmbot_http_request_seconds_count\{(.*)\} (\d+)$/gm)]
    .filter(([, labels]) => !labels!.includes('route="/metrics"'))
    .filter(([, labels]) => route === undefined || labels!.includes(`route="${route}"`))
    .reduce((sum, [, , count]) => sum + Number(count), 0)
}

/** Resolves when the server has told this so many times. */
async function hear(product: Product, what: string, count: number): Promise<void> {
  const controller = new AbortController()
  const { body } = await fetch(new URL('/api/events', product.address), { signal: controller.signal })
  let text = ''
  for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
    text += chunk
    if (text.split(what).length > count) break
  }
  controller.abort()
}

const dot = (page: Page) => page.getByRole('status', { name: 'Connection' })
const isLive = (page: Page) => dot(page).getByText('Live', { exact: true }).waitFor({ state: 'attached' })

test('all tabs share one stream, and none of them asks while nothing happens', LIMIT, async () => {
  const product = await startProduct('sqlite')
  const { client } = product
  const repoId = await client.addRepository(makeRepository({ a: 'a\n' }))
  const long = await client.propose(repoId, ['sleep', '600'], { goal: 'Take long' })
  await client.approveNext(long.id)
  await client.untilRun(long.id, 'running')

  const first = await openPage(product, '/inbox')
  const asked: string[] = []
  const listen = (page: Page) => page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  listen(first)
  const pages = [first]
  for (const path of ['/runs', `/runs/${long.id}`, '/workers', '/repos']) {
    const page = await first.context().newPage()
    listen(page)
    await page.goto(new URL(path, product.address).href)
    pages.push(page)
  }
  for (const page of pages) await isLive(page)

  const session = await first.context().newCDPSession(first)
  const { targetInfos } = await session.send('Target.getTargets')
  expect(targetInfos.filter(({ type }) => type === 'shared_worker')).toHaveLength(1)
  expect(asked).not.toContain('/api/events')

  // What was under way when the pages came has been read by now, and the work is in the samples.
  await hear(product, '"queue-samples"', 2)
  const before = await countRequests(product)
  asked.length = 0
  await hear(product, 'event: heartbeats', 3)
  // But for the stream that this test itself has just left.
  expect(await countRequests(product), asked.join(', ')).toBeLessThanOrEqual(before + 1)
  expect(asked).toEqual([])
  await pages[3]!.getByText(/^[0-6] s ago$/).waitFor()

  // And each of them hears when something does happen, and what all of them show is read for all at once.
  const lists = await countRequests(product, '/api/inbox')
  await client.propose(repoId, ['true'], { goal: 'Come and see' })
  await pages[0]!.getByText('Start “Come and see” on shop').first().waitFor()
  await pages[1]!.getByText('Come and see', { exact: true }).first().waitFor()
  for (const page of pages) await expect.poll(() => page.title()).toMatch(/^\(1\)/)
  expect((await countRequests(product, '/api/inbox')) - lists).toBeLessThan(pages.length)
})

test('a page that is open while the server is away says since when, and converges', LIMIT, async () => {
  const product = await startProduct('sqlite', { PMBOT_PORT: String(await freePort()) })
  const repoId = await product.client.addRepository(makeRepository({ a: 'a\n' }))
  const before = await product.client.propose(repoId, ['true'], { goal: 'Before the fall' })
  const page = await openPage(product, '/inbox')
  const other = await page.context().newPage()
  await other.goto(new URL('/runs', product.address).href)
  for (const each of [page, other]) await isLive(each)

  await product.kill()
  for (const each of [page, other]) await dot(each).getByText('Reconnecting').waitFor()
  await dot(page)
    .getByText(/^Offline since \d/)
    .waitFor()
  await expectGoodLooks(page, 'offline')
  await page.setViewportSize({ width: 1440, height: 900 })

  await product.restart()
  await product.client.request('POST', `/api/runs/${before.id}/cancel`, {})
  await product.client.propose(repoId, ['true'], { goal: 'After the fall' })
  await page.getByText('Start “After the fall” on shop').first().waitFor()
  await page.getByText('Start “Before the fall” on shop').waitFor({ state: 'detached' })
  await other.getByRole('region', { name: 'Done' }).getByText('Before the fall').waitFor()
  for (const each of [page, other]) await isLive(each)
})

test('a connection that died without a word is noticed', LIMIT, async () => {
  const port = await freePort()
  const product = await startProduct('sqlite', { PMBOT_PORT: String(port) })
  const page = await openPage(product, '/runs')
  await isLive(page)
  process.kill(product.pid, 'SIGSTOP')
  onTestFinished(() => void process.kill(product.pid, 'SIGCONT'))
  await dot(page).getByText('Reconnecting').waitFor()
  process.kill(product.pid, 'SIGCONT')
  await isLive(page)
})

test('a worker of the tabs that dies is replaced, and what was asked of it is answered', LIMIT, async () => {
  const product = await startProduct('sqlite')
  const repoId = await product.client.addRepository(makeRepository({ a: 'a\n' }))
  const page = await openPage(product, '/inbox')
  await isLive(page)
  const browser = await page.context().browser()!.newBrowserCDPSession()
  const { targetInfos } = await browser.send('Target.getTargets')
  const { targetId } = targetInfos.find(({ type }) => type === 'shared_worker')!
  await browser.send('Target.closeTarget', { targetId })
  await product.client.propose(repoId, ['true'], { goal: 'Come and see' })
  await page.getByText('Start “Come and see” on shop').first().waitFor()
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
