import { setTimeout as sleep } from 'node:timers/promises'
import type { InboxItemView } from '@pm-bot/domain'
import type { CDPSession } from 'playwright-core'
import { buildPage } from '../../../packages/cli/src/build-page.ts'
import { KEPT_MS } from '../../../web/src/api/query-client.ts'
import { openBrowser } from '../../setup/browser.ts'
import { onApiStage } from '../api/api-stage.ts'
import { pendingItems } from '../api/pending-items.ts'
import type { BenchCase } from '../bench-case.ts'
import { signedIn } from './signed-in.ts'
import { slopeOf } from './slope.ts'

const DECISIONS = 1000
/** The heap is looked at each time so many more are decided. */
const STEP = 100
const MOST_BYTES = 1024
/** Until what is loaded and compiled once is: 100 leave half a megabyte of it to be counted as growth. */
const WARM_UP = 400
/** More than the page lists at once, so that its list is as long after as before. */
const REMAIN = 300
const LINE = `page: of ${DECISIONS} decisions at most 1 kB each is left in its heap`

interface Sample {
  decisions: number
  bytes: number
  nodes: number
}

/** An inbox that stays open while everything in it is decided: what it keeps of that is kept for ever. */
export const pageHeap: BenchCase = {
  name: 'page-heap',
  title: 'The page’s memory',
  async measure(say) {
    await buildPage(() => say('Building the page …'))
    return await onApiStage({}, async ({ address, headers, client, fillInbox }) => {
      await fillInbox(DECISIONS + WARM_UP + REMAIN)
      const items = await pendingItems(client)
      const context = await signedIn(await openBrowser(), address, headers.cookie)
      try {
        const page = await context.newPage()
        const session = await context.newCDPSession(page)
        await page.goto(new URL('/inbox', address).href)
        await page.locator('.connection[data-state=live]').waitFor({ state: 'attached' })

        const samples: Sample[] = []
        await decideAll(items.slice(0, WARM_UP))
        await sleep(KEPT_MS + 5000)
        samples.push({ decisions: 0, ...(await look(session)) })
        for (let done = STEP; done <= DECISIONS; done += STEP) {
          const decided = WARM_UP + done
          await decideAll(items.slice(decided - STEP, decided))
          samples.push({ decisions: done, ...(await look(session)) })
          say(`  ${JSON.stringify(samples.at(-1))}`)
        }
        await sleep(KEPT_MS + 5000)
        const after = await look(session)
        say(`  ${JSON.stringify(after)}`)
        const left = Math.round((after.bytes - samples[0]!.bytes) / DECISIONS)
        const slope = Math.round(slopeOf(samples.map(({ decisions, bytes }) => [decisions, bytes])))
        return {
          figures: { decisions: DECISIONS, bytesLeft: left, bytesPerDecision: slope, samples, after },
          holds: { [LINE]: left <= MOST_BYTES },
          found: {
            [LINE]: `${left} bytes; ${slope} bytes while what was shown is kept for who goes back, a minute`,
          },
        }

        /** One after the other, each seen on the page before the next. */
        async function decideAll(batch: readonly InboxItemView[]): Promise<void> {
          for (const [index, item] of batch.entries()) {
            const { status } = await client.decide(item, index % 2 === 0 ? 'approve' : 'reject')
            if (status !== 200) throw new Error(`the decision is answered with ${status}`)
          }
          const last = batch.at(-1)!.id
          await page.locator(`[data-row="${last}"]`).waitFor({ state: 'detached' })
        }
      } finally {
        await context.close()
      }
    })
  },
}

/** What is left when all that nobody needs is thrown away. */
async function look(session: CDPSession): Promise<Omit<Sample, 'decisions'>> {
  for (let round = 0; round < 2; round += 1) await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const { nodes } = await session.send('Memory.getDOMCounters')
  return { bytes: usedSize, nodes }
}
