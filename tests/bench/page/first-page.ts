import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildPage } from '../../../packages/cli/src/build-page.ts'
import { openBrowser } from '../../setup/browser.ts'
import { onApiStage } from '../api/api-stage.ts'
import type { BenchCase } from '../bench-case.ts'
import { roundsOf } from '../figures.ts'
import { signedIn } from './signed-in.ts'

const ITEMS = 50
const LINES = {
  size: 'first page: at most 60 kB of gzipped JavaScript',
  time: 'first page: interactive in under 1 s',
}

/** The inbox in a browser that was never here: until its rows are there and can be pressed. */
export const firstPage: BenchCase = {
  name: 'first-page',
  title: 'First page',
  async measure(say, bench) {
    const dist = await buildPage(() => say('Building the page …'))
    return await onApiStage({}, async ({ address, headers, fillInbox }) => {
      await fillInbox(ITEMS)
      const scripts = new Map<string, number>()
      const times: number[] = []
      for (let round = 0; round <= bench.rounds; round += 1) {
        const context = await signedIn(await openBrowser(), address, headers.cookie)
        try {
          const page = context.pages()[0] ?? (await context.newPage())
          context.on('response', async (response) => {
            if (!/javascript/.test(response.headers()['content-type'] ?? '')) return
            const body = await response.body().catch(() => undefined)
            if (body) scripts.set(new URL(response.url()).pathname, gzipSync(body).length)
          })
          await page.goto(new URL('/inbox', address).href, { waitUntil: 'commit' })
          await page
            .locator('[data-row]')
            .nth(ITEMS - 1)
            .waitFor()
          // A task that has its turn: nothing keeps the page from answering a press.
          const ms = await page.evaluate(
            () => new Promise<number>((resolve) => setTimeout(() => resolve(performance.now()))),
          )
          await page.locator('.connection[data-state=live]').waitFor({ state: 'attached' })
          // The first start of the browser itself is not the page's.
          if (round > 0) times.push(ms)
        } finally {
          await context.close()
        }
      }
      // The browser tells nobody of the script of the worker that all tabs share.
      const [worker] = readdirSync(join(dist, 'assets')).filter((file) => file.startsWith('live-worker'))
      scripts.set(`/assets/${worker}`, gzipSync(readFileSync(join(dist, 'assets', worker!))).length)
      const time = roundsOf(times)
      const kilobytes = Math.round([...scripts.values()].reduce((sum, bytes) => sum + bytes, 0) / 10) / 100
      return {
        figures: { items: ITEMS, kilobytes, interactiveMs: time, scripts: Object.fromEntries(scripts) },
        holds: { [LINES.size]: kilobytes <= 60, [LINES.time]: time.median < 1000 },
        found: {
          [LINES.size]: `${kilobytes} kB`,
          [LINES.time]: `${time.median} ms (${time.min} to ${time.max})`,
        },
      }
    })
  },
}
