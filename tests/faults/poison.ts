import { join } from 'node:path'
import { buildPage } from '../../packages/cli/src/build-page.ts'
import { initRepository } from '../../packages/git/src/operators-git.fixture.ts'
import { spreadOf } from '../bench/figures.ts'
import { openBrowser } from '../setup/browser.ts'
import { createClient } from '../setup/client.ts'
import type { FaultCase } from './fault-case.ts'
import { NO_NEWS, openMailByHand } from './mail-by-hand.ts'
import { auditProblems, onStage, until } from './stage.ts'

/**
 * A message that nobody can handle: it is tried three times, parks, and is seen in a page that was
 * open before. What came behind it, and other actors, do not wait for anybody.
 */
export const poison: FaultCase = {
  name: 'poison',
  trials: 20,
  run: (trials, say) =>
    onStage({}, async ({ databaseUrl, fleet, directory }) => {
      await buildPage(() => say('Building the page …'))
      const api = await fleet.start('api')
      for (const role of ['scheduler', 'worker', 'worker'] as const) await fleet.start(role)
      const client = createClient(api.address)
      const repoId = await client.addRepository(
        initRepository(join(directory, 'shop'), { 'README.md': 'a\n' }),
      )
      const mail = await openMailByHand(databaseUrl)
      const context = await openBrowser()
      const page = context.pages()[0] ?? (await context.newPage())
      await page.goto(new URL('/actors', api.address).href)
      await page.getByText('No message is parked').waitFor()

      const problems: string[] = []
      const shownMs: number[] = []
      const othersMs: number[] = []
      let attempts = 0
      for (let trial = 0; trial < trials; trial += 1) {
        const [{ id: poisoned }, { id: other }] = [
          await client.propose(repoId, ['true']),
          await client.propose(repoId, ['true']),
        ]
        const toldAt = performance.now()
        await mail.tell(poisoned, { type: 'dance' }, NO_NEWS)
        await mail.tell(other, NO_NEWS)
        const article = page.getByRole('article', { name: 'Dance' })
        await Promise.all([
          article.waitFor().then(() => shownMs.push(performance.now() - toldAt)),
          until(() => mail.isServed(poisoned)),
          until(() => mail.isServed(other)).then(() => othersMs.push(performance.now() - toldAt)),
        ])

        const { body: actor } = await client.request('GET', `/api/actors/run/${poisoned}`)
        const [parked] = actor.messages
        attempts = Math.max(attempts, parked?.attempts ?? 0)
        for (const runId of [poisoned, other]) {
          const { status } = await client.decide(await client.pendingItem(runId), 'reject', {
            reason: 'enough',
          })
          if (status !== 200) problems.push(`trial ${trial}: a decision is answered with ${status}`)
        }
        const path = `/api/actors/run/${poisoned}/messages/${parked?.id}/skip`
        const { status } = await client.request('POST', path, {})
        if (status >= 300) problems.push(`trial ${trial}: to skip it is answered with ${status}`)
        await article.waitFor({ state: 'detached' })
        say(`${trial + 1}/${trials}: shown after ${Math.round(shownMs.at(-1)!)} ms`)
      }
      await context.close()
      await mail.close()

      const spread = spreadOf(shownMs)
      if (spread.max > 5000) problems.push(`it was shown after ${spread.max} ms once, not 5 s at most`)
      if (attempts > 3 || attempts === 0) problems.push(`it was tried ${attempts} times, not 3 at most`)
      problems.push(...(await auditProblems(client)))
      return { figures: { attempts, shownMs: spread, othersServedMs: spreadOf(othersMs) }, problems }
    }),
}
