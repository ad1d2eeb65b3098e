import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { shareProduct } from '../setup/product.ts'
import { expectGoodLooks, openPage } from './page.fixture.ts'

const LIMIT = { timeout: 240_000 }
const product = shareProduct('sqlite')

test('the trail is looked through, and downloaded as it is shown', LIMIT, async () => {
  const { client } = product()
  const repoId = await client.addRepository(makeRepository({ 'README.md': 'a\n' }))
  const run = await client.propose(repoId, ['true'], { goal: 'Dust the lamps' })
  await client.propose(repoId, ['true'], { goal: 'Sort the shelves' })
  await client.approveNext(run.id)
  await client.untilRun(run.id, 'completed')

  const page = await openPage(product(), '/audit')
  await page.getByText('Live', { exact: true }).waitFor()
  await page.getByText(/Verified up to event #\d+/).waitFor()
  const events = page.getByRole('list', { name: 'Audit events' }).getByRole('listitem')
  const first = events.first()
  await first.waitFor()
  await expectGoodLooks(page, 'audit')
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.getByLabel('Type').fill('run-proposed')
  await page.getByLabel('Type').press('Tab')
  await expect.poll(() => events.count()).toBe(2)
  await page.getByLabel('By', { exact: true }).fill('nobody')
  await page.getByLabel('By', { exact: true }).press('Tab')
  await page.getByText('No such events').waitFor()
  await page.getByLabel('By', { exact: true }).fill('operator')
  await page.getByLabel('By', { exact: true }).press('Tab')
  await expect.poll(() => events.count()).toBe(2)
  await page.getByLabel('Repository').selectOption(repoId)
  await expect.poll(() => events.count()).toBe(2)
  await events
    .filter({ hasText: run.id.slice(0, 13) })
    .getByRole('link', { name: 'Only this run' })
    .click()
  await page.getByRole('button', { name: 'All runs' }).waitFor()
  await expect.poll(() => new URL(page.url()).search).toBe(`?runId=${run.id}`)
  await events.filter({ hasText: 'item-resolved' }).first().waitFor()
  await expectGoodLooks(page, 'audit-run')
  await page.setViewportSize({ width: 1440, height: 900 })

  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download these' }).click()
  const download = await coming
  expect(download.suggestedFilename()).toBe('audit.jsonl')
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).runId)).toEqual(lines.map(() => run.id))
  expect(lines.map((line) => JSON.parse(line).type)).toContain('run-proposed')

  await page.goto(new URL('/audit?type=No', product().address).href)
  await page.getByRole('alert').first().waitFor()
})
