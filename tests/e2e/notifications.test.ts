import { expect, onTestFinished, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { openHttpDouble } from '../../packages/notify/src/http-double.fixture.ts'
import { startProduct } from '../setup/product.ts'
import { expectAccessible, expectGoodLooks, openPage } from './page.fixture.ts'

const LIMIT = { timeout: 180_000 }

async function open() {
  const double = await openHttpDouble()
  onTestFinished(() => double.close())
  const product = await startProduct('sqlite')
  const page = await openPage(product, '/settings/notifications')
  return { double, product, page }
}

test('a notifier is added, tried, hears of what waits, is changed and removed', LIMIT, async () => {
  const { double, product, page } = await open()
  await page.getByText('Nothing reaches you away from the page').waitFor()
  await expectGoodLooks(page, 'notifications-empty')
  await page.setViewportSize({ width: 1440, height: 900 })

  // By keys alone.
  await page.getByText('Live', { exact: true }).waitFor()
  await page.keyboard.press('i')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Server' }).fill(double.url)
  await dialog.getByRole('textbox', { name: 'Topic' }).fill('not one')
  await dialog.getByRole('button', { name: 'Add it' }).click()
  await dialog.getByText(/A topic has letters/).waitFor()
  await expectAccessible(page)
  await dialog.getByRole('textbox', { name: 'Topic' }).fill('pm')
  await dialog.getByLabel('Access token').fill('tk_secret_0123')
  await dialog.getByLabel(/^Quiet hours/).check()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Add it' }).click()
  const row = page.getByRole('list', { name: 'Notifiers' }).getByRole('listitem')
  await row.getByText('ntfy: pm').waitFor()
  await row.getByText(/quiet 22:00–07:00/).waitFor()

  await page.keyboard.press('j')
  await page.keyboard.press('t')
  await row.getByText(/Test sent .*HTTP 200: ok/).waitFor()
  expect(double.received[0]!.headers.authorization).toBe('Bearer tk_secret_0123')
  double.answers(() => ({ status: 403, body: 'go <b>away</b>\u202e' }))
  await row.getByRole('button', { name: /^Send a test/ }).click()
  await row.getByText(/Test failed .*HTTP 403: go <b>away<\/b>/).waitFor()
  expect(await page.content()).not.toContain('tk_secret_0123')

  double.answers(() => ({}))
  await page.keyboard.press('Enter')
  await dialog.getByLabel('Name').fill('Phone')
  await dialog.getByLabel(/^Quiet hours/).uncheck()
  await dialog.getByRole('button', { name: 'Change it' }).click()
  await row.getByText('Phone', { exact: true }).waitFor()
  const repoId = await product.client.addRepository(makeRepository({ 'README.md': 'a\n' }))
  const { id } = await product.client.propose(repoId, ['true'])
  const item = await product.client.pendingItem(id)
  await row.getByText(/Last one sent/).waitFor()

  // What the link leads to.
  const { click } = double.jsons().at(-1)
  expect(new URL(click).pathname).toBe(`/inbox/${item.id}`)
  const other = await openPage(product, new URL(click).pathname)
  await other.getByRole('button', { name: /^Approve/ }).waitFor()

  await row.getByRole('button', { name: 'Remove Phone' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove it' }).click()
  await page.getByText('Nothing reaches you away from the page').waitFor()
})

test('every kind, in every look', LIMIT, async () => {
  const { double, product, page } = await open()
  const add = async (body: object) => {
    const { status, body: made } = await product.client.request('POST', '/api/notifiers', body)
    expect(status, JSON.stringify(made)).toBe(201)
    return made.id as string
  }
  double.answers(({ path }) => (path === '/hook' ? { status: 503, body: 'down for the night' } : {}))
  const ntfy = await add({
    name: 'Phone',
    target: { kind: 'ntfy', server: double.url, topic: 'pm-bot-4f9c1d' },
    leastRisk: 'medium',
    kinds: ['tool_call', 'spend', 'question'],
    quietHours: { from: '22:00', to: '07:00', timeZone: 'Europe/Berlin', exceptHighRisk: true },
  })
  const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
  await add({ name: 'Home', target: { kind: 'webhook', url: `${double.url}/hook` }, secret })
  const email = await add({
    name: 'ada@example.org',
    target: {
      kind: 'email',
      host: 'mail.example.org',
      port: 587,
      encryption: 'starttls',
      user: 'ada',
      from: 'pm-bot@example.org',
      to: 'ada@example.org',
    },
    secret: 'password',
    digestMinutes: 30,
    isOn: false,
  })
  await product.client.request('POST', `/api/notifiers/${ntfy}/test`, {})
  const repoId = await product.client.addRepository(makeRepository({ 'README.md': 'a\n' }))
  await product.client.propose(repoId, ['true'])
  const list = page.getByRole('list', { name: 'Notifiers' })
  await list.getByText(/Test sent/).waitFor()
  await list.getByText(/1 item tried again in .*503: down for the night/).waitFor()
  await expectGoodLooks(page, 'notifications')

  await list.getByRole('button', { name: 'Change ada@example.org' }).click()
  expect(await page.getByLabel('Password').inputValue()).toBe('')
  await expectGoodLooks(page, 'notifier-email')
  await page.keyboard.press('Escape')
  await product.client.request('DELETE', `/api/notifiers/${email}`)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('button', { name: /^Add a notifier/ }).click()
  await page.getByRole('dialog').getByText('Webhook').click()
  expect(await page.getByLabel('Signing secret').inputValue()).toMatch(/^whsec_/)
  await expectGoodLooks(page, 'notifier-add')
})

test('a browser is subscribed by a click', LIMIT, async () => {
  const product = await startProduct('sqlite')
  const page = await openPage(product, '/settings/notifications')
  // No push service is within reach of a test, and without a window Chromium says no by itself.
  await page.evaluate(`
    Object.defineProperty(Notification, 'permission', { get: () => 'default' })
    Notification.requestPermission = async () => 'granted'
    const bytes = (length) => btoa(String.fromCharCode(...new Uint8Array(length).fill(4)))
      .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
    PushManager.prototype.getSubscription = async () => null
    PushManager.prototype.subscribe = async (options) => {
      window.subscribedWith = options.applicationServerKey
      const keys = { p256dh: bytes(65), auth: bytes(16) }
      return { toJSON: () => ({ endpoint: 'https://push.example.org/send/abc', keys }) }
    }`)
  await page.getByRole('button', { name: /^Add a notifier/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('This browser').click()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Add it' }).click()
  await page.getByText('through push.example.org').waitFor()
  expect(await page.evaluate('window.subscribedWith')).toMatch(/^[A-Za-z0-9_-]{87}$/)
  expect(JSON.stringify((await product.client.request('GET', '/api/notifiers')).body)).not.toContain(
    '/send/abc',
  )

  const worker = await page.evaluate(
    'navigator.serviceWorker.ready.then(({ active, scope }) => [active.scriptURL, scope])',
  )
  expect(worker).toEqual([
    new URL('/push-worker.js', product.address).href,
    new URL('/', product.address).href,
  ])
})
