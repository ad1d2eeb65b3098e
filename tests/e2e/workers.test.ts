import { expect, inject, onTestFinished, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { createClient } from '../setup/client.ts'
import { createDatabase } from '../setup/database.ts'
import { createFleet } from '../setup/fleet.ts'
import { openPage } from './page.fixture.ts'

test('a run goes from a worker that is killed to another, and the page says so all along', {
  timeout: 180_000,
}, async () => {
  const database = await createDatabase(inject('postgresUrl'))
  onTestFinished(() => database.drop())
  const fleet = createFleet({ databaseUrl: database.url })
  onTestFinished(() => fleet.end())
  const api = await fleet.start('api')
  await fleet.start('scheduler')
  const client = createClient(api.address)
  const repoId = await client.addRepository(makeRepository({ a: 'a\n' }))
  const run = await client.propose(repoId, ['sleep', '120'], { goal: 'Outlive a worker' })
  await client.approveNext(run.id)

  const page = await openPage(api, `/runs/${run.id}`)
  await page.getByText('none that is working takes the Runs queue').waitFor()
  const first = await fleet.start('worker')
  await page.getByText(new RegExp(`Worker \\S+/${first.pid} is at it`)).waitFor()

  const second = await fleet.start('worker')
  await first.kill()
  await page.getByText(new RegExp(`Worker \\S+/${second.pid} is at it`)).waitFor()
  await page.getByText(/1 worker died over it/).waitFor()
  await page.getByRole('link', { name: 'Worker', exact: true }).click()
  const worker = page.getByRole('listitem', { name: new RegExp(`/${second.pid}$`) })
  await worker.getByRole('link', { name: 'Outlive a worker' }).waitFor()
  expect(await page.getByRole('listitem', { name: new RegExp(`/${first.pid}$`) }).count()).toBe(0)

  await page.getByRole('link', { name: 'Queues', exact: true }).last().click()
  await page.getByRole('row', { name: /^Runs Open/ }).waitFor()
  // The scheduler has measured: the charts are drawn, and said in words.
  await page.locator('.time-chart canvas').first().waitFor()
  await page.getByText(/\d jobs? waits? now, 1 under way\.|0 jobs wait now, 1 under way\./).waitFor()
})
