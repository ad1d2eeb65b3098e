import type { BrowserContext, Page } from 'playwright-core'
import { buildPage } from '../../../packages/cli/src/build-page.ts'
import { until } from '../../faults/stage.ts'
import { openBrowser } from '../../setup/browser.ts'
import { onApiStage } from '../api/api-stage.ts'
import type { BenchCase } from '../bench-case.ts'
import { roundsOf, spreadOf } from '../figures.ts'
import { signedIn } from './signed-in.ts'

const TABS = 50
const DECISIONS = 10
const LINE = `decision → page, ${TABS} tabs: p95 < 500 ms`

/** One tab decides, and all that are open show it without being asked. */
export const pageUpdate: BenchCase = {
  name: 'page-update',
  title: 'From a decision to the page',
  async measure(say, bench) {
    await buildPage(() => say('Building the page …'))
    return await onApiStage({}, async ({ address, headers, client, repoId, fillInbox }) => {
      await fillInbox(20)
      const context = await signedIn(await openBrowser(), address, headers.cookie)
      try {
        const tabs = await openTabs(context, new URL('/inbox', address).href, TABS)
        const rounds: number[][] = []
        for (let round = 1; round <= bench.rounds; round += 1) {
          const times: number[] = []
          for (let n = 0; n < DECISIONS; n += 1) {
            const { id: runId } = await client.propose(repoId, ['true'])
            const item = await client.pendingItem(runId)
            await until(async () => (await shownIn(tabs, item.id)) === tabs.length)
            await Promise.all(tabs.map((tab) => tab.evaluate(rowGone(item.id))))
            const decided = Date.now()
            const { status } = await client.decide(item, 'reject')
            if (status !== 200) throw new Error(`the decision is answered with ${status}`)
            const gone = await Promise.all(tabs.map((tab) => tab.evaluate<number>('window.rowGone')))
            times.push(...gone.map((at) => at - decided))
          }
          rounds.push(times)
          say(`  round ${round}: ${JSON.stringify(spreadOf(times))}`)
        }
        const p95 = roundsOf(rounds.map((times) => spreadOf(times).p95))
        const longest = roundsOf(rounds.map((times) => spreadOf(times).max))
        return {
          figures: { tabs: TABS, decisions: DECISIONS, p95, longest },
          holds: { [LINE]: p95.median < 500 },
          found: { [LINE]: `${p95.median} ms (${p95.min} to ${p95.max}), from before the decision is sent` },
        }
      } finally {
        await context.close()
      }
    })
  },
}

/** For the tab: the time at which the row went. */
const rowGone = (itemId: string): string => `
  const isThere = () => document.querySelector('[data-row="${itemId}"]') !== null
  window.rowGone = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (isThere()) return
      observer.disconnect()
      resolve(Date.now())
    })
    observer.observe(document.body, { childList: true, subtree: true })
  })
  undefined`

async function openTabs(context: BrowserContext, url: string, count: number): Promise<Page[]> {
  const tabs: Page[] = []
  for (let n = 0; n < count; n += 1) {
    const tab = await context.newPage()
    await tab.goto(url)
    await tab.locator('.connection[data-state=live]').waitFor({ state: 'attached' })
    tabs.push(tab)
  }
  return tabs
}

async function shownIn(tabs: readonly Page[], itemId: string): Promise<number> {
  const counts = await Promise.all(tabs.map((tab) => tab.locator(`[data-row="${itemId}"]`).count()))
  return counts.filter((count) => count > 0).length
}
