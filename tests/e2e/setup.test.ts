import { expect, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { shareProduct } from '../setup/product.ts'
import { approveNextByClick, expectGoodLooks, openPage } from './page.fixture.ts'

const shared = shareProduct('sqlite')

test('a newcomer is led from the first start to a first run that ends by their decisions', {
  timeout: 120_000,
}, async () => {
  const product = shared()
  const page = await openPage(product, '/inbox')
  await page.getByRole('link', { name: 'Set it up' }).click()
  await page.getByRole('heading', { name: 'Set up pm-bot' }).waitFor()
  await page.getByText('Add a repository first.').waitFor()
  await page.getByText('Set PMBOT_MODEL and its key', { exact: false }).waitFor()

  await product.client.addRepository(makeRepository({ 'README.md': 'a shop\n' }))
  // Heard of without a word from here.
  const propose = page.getByRole('button', { name: 'Propose a hello run' })
  await propose.waitFor()
  await expectGoodLooks(page, 'setup')
  await page.setViewportSize({ width: 1440, height: 900 })
  await propose.click()

  const approve = page.getByRole('button', { name: /^Approve/ }).first()
  await page.getByText('Say hello').first().waitFor()
  await approve.click()
  await page.getByRole('heading', { level: 1, name: /^Apply “Say hello”/ }).waitFor()
  await page.getByText('HELLO.md').first().waitFor()
  await approveNextByClick(page)
  await page.getByRole('heading', { name: 'Nothing waits for you' }).last().waitFor()

  await page.goto(new URL('/setup', product.address).href)
  await page.getByText('A run has come to its end by your decisions.').waitFor()
})

test('the doctor says how this machine and the worker’s are, and looks again when asked', async () => {
  const page = await openPage(shared(), '/settings/doctor')
  const here = page.getByRole('list', { name: 'Here' })
  await here.getByText(/^Node is 24/).waitFor()
  const worker = page.getByRole('list', { name: /^Worker on/ })
  expect(await worker.getByText('No model is set', { exact: false }).count()).toBe(1)
  await page.getByRole('button', { name: 'Look again' }).click()
  await expectGoodLooks(page, 'doctor')
})
