import type { Page } from 'playwright-core'
import { buildPage } from '../../../packages/cli/src/build-page.ts'
import { openBrowser } from '../../setup/browser.ts'
import { onApiStage } from '../api/api-stage.ts'
import type { BenchCase } from '../bench-case.ts'
import { roundsOf, spreadOf } from '../figures.ts'
import { scrollFor } from './scroll-for.ts'
import { signedIn } from './signed-in.ts'

const ITEMS = 10_000
const SECONDS = 5
const PANE = '.pane-scroll'
const LINE = `inbox, ${ITEMS} items: a frame while scrolling takes at most 33 ms at p95`

/** Scrolled as fast as a wheel turns, through all that waits. */
export const pageScroll: BenchCase = {
  name: 'page-scroll',
  title: 'Scrolling',
  async measure(say, bench) {
    await buildPage(() => say('Building the page …'))
    return await onApiStage({}, async ({ address, headers, fillInbox }) => {
      await fillInbox(ITEMS)
      const context = await signedIn(await openBrowser(), address, headers.cookie)
      try {
        const page = await context.newPage()
        await page.goto(new URL('/inbox', address).href)
        await page.locator('[data-row]').first().waitFor()
        const readMs = await readAll(page)
        say(`  all is read after ${readMs} ms`)
        const rounds: number[][] = []
        for (let round = 0; round < bench.rounds; round += 1) {
          rounds.push(await page.evaluate<number[]>(scrollFor(PANE, SECONDS * 1000)))
          say(`  round ${round}: ${JSON.stringify(spreadOf(rounds.at(-1)!))}`)
        }
        const p95 = roundsOf(rounds.map((frames) => spreadOf(frames).p95))
        return {
          figures: { items: ITEMS, readMs, frameMs: p95 },
          holds: { [LINE]: p95.median <= 33 },
          found: { [LINE]: `${p95.median} ms (${p95.min} to ${p95.max})` },
        }
      } finally {
        await context.close()
      }
    })
  },
}

/** To the end of the list, again and again, until there is no more of it. */
async function readAll(page: Page): Promise<number> {
  const startedAt = performance.now()
  const rows = page.locator('[data-row]')
  for (let seen = 0; seen < ITEMS; ) {
    await page.locator(PANE).evaluate((pane) => pane.scrollTo(0, pane.scrollHeight))
    await rows.nth(seen).waitFor({ state: 'attached' })
    seen = await rows.count()
  }
  return Math.round(performance.now() - startedAt)
}
