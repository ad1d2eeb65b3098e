import type { InboxItemView } from '@pm-bot/domain'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { shareProduct } from '../setup/product.ts'
import { untilItems } from './agents.fixture.ts'
import { expectGoodLooks, openPage } from './page.fixture.ts'
import { openStorefront, type Storefront } from './storefront.fixture.ts'

const LIMIT = { timeout: 900_000 }
const product = shareProduct('sqlite')

/** What to wait for on each screen: a heading or a text that is there once it is filled. */
async function screensOf({
  product,
  repoId,
  runs,
}: Storefront): Promise<Record<string, [path: string, there: string]>> {
  const item = async (run: { id: string }): Promise<InboxItemView> =>
    (await untilItems(product.client, run.id, 1))[0]!
  const changesets = (await product.client.request('GET', '/api/changesets')).body.items
  const waiting = changesets.find(({ status }: { status: string }) => status === 'proposed')
  const artifacts = (await product.client.request('GET', `/api/runs/${runs.change.id}/artifacts`)).body.items
  const bundle = artifacts.find(({ kind }: { kind: string }) => kind === 'changeset_bundle')
  return {
    inbox: [`/inbox/${(await item(runs.change)).id}`, 'Changes to be committed'],
    'inbox-call': [`/inbox/${(await item(runs.call)).id}`, 'npm'],
    'inbox-question': [`/inbox/${(await item(runs.question)).id}`, 'Should days follow'],
    'inbox-publish': [`/inbox/${(await item(runs.triage)).id}`, 'It is about a wrong total'],
    'inbox-done': ['/inbox?show=done', 'Explain coupons'],
    runs: ['/runs', 'Check all links of the notes'],
    run: [`/runs/${runs.change.id}`, 'Round discounts once'],
    'run-artifacts': [`/runs/${runs.change.id}?tab=artifacts&artifact=${bundle.id}`, 'baseSha'],
    'run-context': [`/runs/${runs.change.id}?tab=context`, 'pieces'],
    'run-checkpoints': [`/runs/${runs.change.id}?tab=checkpoints`, 'Fork from here'],
    'run-applied': [`/runs/${runs.applied.id}`, 'Pull request'],
    'run-answered': [`/runs/${runs.answered.id}`, 'it multiplies'],
    'new-run': ['/runs/new', 'New run'],
    templates: ['/templates', 'Sort what came in'],
    schedules: ['/schedules', 'Europe/London'],
    changes: ['/changes', 'Round a discounted total once'],
    change: [`/changes/${waiting.id}`, 'Changes to be committed'],
    repos: ['/repos', 'field-notes'],
    repo: [`/repos/${repoId}`, 'Totals are a cent off'],
    'repo-pulls': [`/repos/${repoId}?kind=pr`, 'Explain coupons'],
    issue: [`/repos/${repoId}/issue/1`, 'I can reproduce it'],
    search: ['/search?q=total', 'Totals are a cent off'],
    grants: ['/grants', 'npm run lint'],
    budgets: ['/budgets', 'gpt-5-mini'],
    queues: ['/queues', 'Agents'],
    workers: ['/workers', 'Working'],
    actors: ['/actors', 'Mailboxes'],
    audit: ['/audit', 'The chain holds'],
    setup: ['/setup', 'Set up'],
    'settings-appearance': ['/settings/appearance', 'Theme'],
    'settings-notifications': ['/settings/notifications', 'Notifications'],
    'settings-keyboard': ['/settings/keyboard', 'Find a command'],
    'settings-doctor': ['/settings/doctor', 'Fine'],
    'settings-sessions': ['/settings/sessions', 'Sessions'],
  }
}

/** Each in every look. With PMBOT_SHOTS set, pictures are taken, to be seen; those of the README come from here. */
test('every screen is there, on data as a shop would have it', LIMIT, async () => {
  const storefront = await openStorefront()
  const page = await openPage(storefront.product, '/inbox')
  await page.getByText('Live', { exact: true }).waitFor()
  const lacking: string[] = []
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${page.url()}: ${message.text()}`)
  })
  for (const [name, [path, text]] of Object.entries(await screensOf(storefront))) {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(new URL(path, storefront.product.address).href)
    if (!(await shows(page, text))) lacking.push(`${name} does not show “${text}”`)
    await expectGoodLooks(page, `screen-${name}`)
  }
  expect(lacking).toEqual([])
  expect(complaints, 'the browser complains of nothing, the policy of contents least').toEqual([])
})

const ODD = [
  '%E2%80%AE',
  '..%2f..%2fetc',
  '%3Cimg%20src=x%20onerror=alert(1)%3E',
  '__proto__',
  '%F0%9F%94%A5'.repeat(40),
]
const PATHS = [
  '/inbox/*',
  '/inbox?show=*&repo=*&q=*',
  '/runs/*',
  '/runs?repo=*&sort=*',
  '/changes/*',
  '/repos/*',
  '/repos/*/issue/*',
  '/search?q=*&kind=*',
  '/audit?type=*&run=*',
  '/queues/*',
  '/actors/*/*',
  '/settings/*',
  '/*',
]

test('an address that somebody made up leads to a page that says so, and to no script', LIMIT, async () => {
  const page = await openPage(product(), '/inbox')
  for (const path of PATHS) {
    for (const odd of ODD) {
      const answer = await page.goto(new URL(path.replaceAll('*', odd), product().address).href)
      if (answer?.headers()['content-type']?.startsWith('application/problem')) {
        expect([403, 404], `${path} with ${odd}`).toContain(answer.status())
        continue
      }
      await page.locator('main').waitFor()
      expect(await page.locator('main').innerText(), `${path} with ${odd}`).not.toContain(
        'Something in this page broke',
      )
    }
  }
  expect(await page.locator('img').count()).toBe(0)
})

async function shows(page: Page, text: string): Promise<boolean> {
  const isThere = async () =>
    (await page.locator('main').innerText()).includes(text) || (await page.getByLabel(text).count()) > 0
  const deadline = Date.now() + 10_000
  while (!(await isThere())) {
    if (Date.now() > deadline) return false
    await page.waitForTimeout(50)
  }
  await page.locator('main .waiting').first().waitFor({ state: 'detached' })
  return true
}
