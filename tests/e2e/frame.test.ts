import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { shareProduct } from '../setup/product.ts'
import { expectGoodLooks, openPage } from './page.fixture.ts'

const LIMIT = { timeout: 240_000 }
const PHONE = { width: 390, height: 844 }

const product = shareProduct('sqlite')

const background = (page: Page) =>
  page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor')
const LIGHT = 'rgb(246, 246, 243)'
const DARK = 'rgb(17, 18, 20)'

test('the theme is that of the system or the chosen one, from the first paint on', LIMIT, async () => {
  const page = await openPage(product(), '/settings/appearance', { colorScheme: 'dark' })
  expect(await background(page)).toBe(DARK)
  await page.getByRole('radio', { name: 'Light' }).check()
  expect(await background(page)).toBe(LIGHT)
  await expectGoodLooks(page, 'appearance')

  // Before any module of the page has run.
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.route(/\/assets\/.*\.js$/, (route) => route.abort())
  await page.reload({ waitUntil: 'domcontentloaded' })
  expect(await background(page)).toBe(LIGHT)
  await page.unroute(/\/assets\/.*\.js$/)

  await page.goto(new URL('/settings/appearance', product().address).href)
  await page.getByRole('radio', { name: 'As the system has it' }).check()
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await background(page)).toBe(DARK)
})

test('everything is paused and goes on, by keys, with what that means said before', LIMIT, async () => {
  const { client } = product()
  const page = await openPage(product(), '/runs')
  await page.getByText('Live', { exact: true }).waitFor()
  await page.keyboard.press('Shift+P')
  const dialog = page.getByRole('dialog', { name: 'Pause everything?' })
  await dialog.getByText(/No attempt counts as failed/).waitFor()
  await expectGoodLooks(page, 'pause-dialog')
  await page.setViewportSize({ width: 1440, height: 900 })
  await dialog.getByLabel('Why').fill('The bill is too high')
  await page.keyboard.press('Enter')

  await page.getByText('The bill is too high').waitFor()
  const pauseSwitch = page.getByRole('switch', { name: 'Pause everything' })
  await expect.poll(() => pauseSwitch.getAttribute('aria-checked')).toBe('true')
  expect((await client.request('GET', '/api/meta')).body.paused).toMatchObject({
    reason: 'The bill is too high',
  })
  await expectGoodLooks(page, 'paused')
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.keyboard.press('Shift+P')
  await page.getByRole('dialog', { name: 'Let everything go on?' }).waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => pauseSwitch.getAttribute('aria-checked')).toBe('false')
  expect((await client.request('GET', '/api/meta')).body.paused).toBe(null)

  // A dialog gives the focus back to what opened it, however it was left.
  for (const leave of ['Leave it running', 'Close', 'Escape']) {
    await pauseSwitch.click()
    if (leave === 'Escape') await page.keyboard.press(leave)
    else await dialog.getByRole('button', { name: leave }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await page.locator('[role=switch]:focus').count(), leave).toBe(1)
  }
})

test('title and icon of the window count what waits', LIMIT, async () => {
  const { client } = product()
  const page = await openPage(product(), '/repos')
  await page.getByText('Live', { exact: true }).waitFor()
  await expect.poll(() => page.title()).toBe('Repositories · pm-bot')
  const icon = page.locator('link[rel=icon]')
  expect(await icon.getAttribute('href')).toBe('/favicon.svg')
  const run = await client.propose(await client.addRepository(makeRepository({ a: 'a\n' })), ['true'])
  await expect.poll(() => page.title()).toBe('(1) Repositories · pm-bot')
  expect(await icon.getAttribute('href')).toMatch(/^data:image\/svg/)
  await page.getByText('1 new item in the inbox').waitFor()
  await client.request('POST', `/api/runs/${run.id}/cancel`, {})
  await expect.poll(() => page.title()).toBe('Repositories · pm-bot')
})

test(
  'it can be put on a home screen: its icons are there in the sizes that are promised',
  LIMIT,
  async () => {
    const page = await openPage(product(), '/inbox')
    const manifest = await page.request.get(new URL('/manifest.webmanifest', page.url()).href)
    const { icons, display } = await manifest.json()
    expect(display).toBe('standalone')
    for (const { src, sizes, type } of [
      ...icons,
      { src: '/apple-touch-icon.png', sizes: '180x180', type: 'image/png' },
    ]) {
      const answer = await page.request.get(new URL(src, page.url()).href)
      expect(answer.headers()['content-type'], src).toBe(type)
      const [width, height] = await page.evaluate<number[]>(
        `new Promise((done, fail) => { const image = new Image(); image.onerror = fail; image.onload = () => done([image.naturalWidth, image.naturalHeight]); image.src = '${src}' })`,
      )
      if (sizes !== 'any') expect(`${width}x${height}`, src).toBe(sizes)
    }
  },
)

test('the bar leads to the search, from any page and by its key', LIMIT, async () => {
  const page = await openPage(product(), '/audit')
  await page.getByText('Live', { exact: true }).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('prices & signs')
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname === '/search')
  expect(new URL(page.url()).searchParams.get('q')).toBe('prices & signs')
})

test('on a phone tabs and a sheet lead everywhere', LIMIT, async () => {
  const page = await openPage(product(), '/inbox', { ...PHONE, hasTouch: true })
  const tabs = page.getByRole('navigation', { name: 'Main' })
  await tabs.getByRole('link', { name: 'Runs' }).tap()
  await page.waitForURL(/\/runs$/)
  await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor()
  expect(await tabs.getByRole('link', { name: 'Audit' }).isVisible()).toBe(false)

  const sheet = page.getByRole('dialog', { name: 'More' })
  for (const name of ['Repos', 'Audit', 'Settings']) {
    await tabs.getByRole('button', { name: 'More' }).tap()
    await sheet.getByRole('link', { name }).tap()
    await sheet.waitFor({ state: 'detached' })
    await page.waitForURL((url) => url.pathname === `/${name.toLowerCase()}`)
  }
  await tabs.getByRole('button', { name: 'More' }).tap()
  await sheet.waitFor()
  await expectGoodLooks(page, 'more')
  await page.setViewportSize(PHONE)
  await sheet.getByRole('button', { name: 'Pause everything…' }).tap()
  await page
    .getByRole('dialog', { name: 'Pause everything?' })
    .getByRole('button', { name: 'Leave it running' })
    .tap()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})

test('a part of the page that cannot be loaded says so, and comes when it is there', LIMIT, async () => {
  const page = await openPage(product(), '/inbox')
  await page.getByText('Live', { exact: true }).waitFor()
  await page.route('**/assets/audit-page-*.js', (route) => route.abort())
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  const note = page.getByRole('heading', { name: 'This part of the page could not be loaded' })
  await note.waitFor()
  // It is loaded anew once by itself, in vain; then it waits.
  await page.waitForEvent('load')
  await note.waitFor()
  await expectGoodLooks(page, 'broken')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('link', { name: 'Limits' }).click()
  await page.getByRole('heading', { level: 1, name: 'Grants' }).waitFor()
  await page.unroute('**/assets/audit-page-*.js')
  await page.reload()
  await page.getByText('Live', { exact: true }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await page.getByRole('heading', { level: 1, name: 'Audit' }).waitFor()
})
