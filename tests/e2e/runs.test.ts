import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { startAgent, startWithModels, turns, untilItems } from './agents.fixture.ts'
import { expectGoodLooks, openPage } from './page.fixture.ts'

const LIMIT = { timeout: 300_000 }

const painter = turns(
  { calls: [{ name: 'read_file', args: { path: 'README.md' } }] },
  { calls: [{ name: 'write_file', args: { path: 'sign.txt', content: 'open\n' } }] },
  { calls: [{ name: 'propose_change', args: { message: 'Put up a sign' } }] },
)

const isLive = (page: Page) => page.getByText('Live', { exact: true }).waitFor()
const rows = (page: Page, zone: string) =>
  page.getByRole('region', { name: zone, exact: true }).locator('[data-row]')

test('runs stand by who has to do something, and one of them tells everything of itself', LIMIT, async () => {
  const { product } = await startWithModels({ painter })
  const { client } = product
  const asking = await startAgent(client, 'painter', 'Put up a sign')
  await untilItems(client, asking.id, 1)
  const repoId = await client.addRepository(makeRepository({ 'README.md': 'a\n' }, 'farm'))
  const long = await client.propose(repoId, ['sleep', '60'], { goal: 'Watch the sheep' })
  await client.approveNext(long.id)
  await client.untilRun(long.id, 'running')
  const done = await client.propose(repoId, ['true'], { goal: 'Count the sheep' })
  await client.request('POST', `/api/runs/${done.id}/reject`, { reason: 'Not today.' })

  const page = await openPage(product, '/runs')
  await isLive(page)
  await rows(page, 'Needs you').getByText('Put up a sign').waitFor()
  await rows(page, 'Running').getByText('Watch the sheep').waitFor()
  await rows(page, 'Done').getByText('Not today.').waitFor()
  await page
    .getByRole('img', { name: /events? in the last half hour/ })
    .first()
    .waitFor()
  await rows(page, 'Running')
    .getByText(/Heard .* ago/)
    .waitFor()
  await expectGoodLooks(page, 'runs')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByLabel('Repository').selectOption('farm')
  await expect.poll(() => rows(page, 'Needs you').count()).toBe(0)
  await page.getByLabel('Order').selectOption('Most spent first')
  expect(new URL(page.url()).searchParams.get('sort')).toBe('cost')

  await page.getByRole('heading', { name: 'Runs', level: 1 }).click()
  await page.keyboard.press('j')
  await page.keyboard.press('Space')
  const peek = page.getByRole('dialog', { name: 'Watch the sheep' })
  await peek.getByText('Decision: approve').waitFor()
  await expectGoodLooks(page, 'run-peek')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.keyboard.press('Escape')
  await peek.waitFor({ state: 'detached' })
  const retried = await client.request('POST', `/api/runs/${done.id}/retry`, {})
  await page.goto(new URL(`/runs/${done.id}`, product.address).href)
  await isLive(page)
  const facts = page.getByRole('complementary', { name: 'Facts' })
  await facts.getByRole('link', { name: 'a retry' }).click()
  await page.waitForURL(`**/runs/${retried.body.id}`)

  await page.goto(new URL(`/runs/${asking.id}`, product.address).href)
  await isLive(page)
  const calls = page.getByRole('list', { name: 'Calls of turn 1' })
  await calls.getByText('read_file').waitFor()
  await page.getByRole('button', { name: '1 call' }).first().click()
  await calls.waitFor({ state: 'detached' })
  await page.getByText('Put up a sign', { exact: true }).first().waitFor()
  await page.keyboard.press('l')
  await expect.poll(() => page.getByLabel('Follow what happens').isChecked()).toBe(true)
  await page.locator('main').hover()
  await page.mouse.wheel(0, 400)
  await page.waitForTimeout(300)
  expect(await page.getByLabel('Follow what happens').isChecked()).toBe(true)
  await page.mouse.wheel(0, -400)
  await expect.poll(() => page.getByLabel('Follow what happens').isChecked()).toBe(false)
  const folded = page.locator('#run-panel details.raw:not([open])')
  await page.keyboard.press('i')
  await expect.poll(() => folded.count()).toBe(0)
  await page.keyboard.press('i')
  await expect.poll(() => folded.count()).toBeGreaterThan(0)

  await page.keyboard.press('4')
  await page.getByRole('list', { name: 'What the agent saw at first' }).waitFor()
  await expectGoodLooks(page, 'run-context')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.keyboard.press('6')
  const trail = page.getByRole('list', { name: 'Audit events' })
  await trail.getByText('run-proposed').waitFor()
  await page.getByText(/chain/i).first().waitFor()
  await expectGoodLooks(page, 'run-audit')
  await page.setViewportSize({ width: 1440, height: 900 })

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export' }).click(),
  ])
  expect(download.suggestedFilename()).toBe(`run-${asking.id}.jsonl`)
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\n')
  const kinds = new Set(lines.map((line) => JSON.parse(line).type))
  expect([...kinds]).toEqual(
    expect.arrayContaining(['bundle', 'run', 'event', 'item', 'changeset', 'call', 'artifact', 'audit']),
  )
})
