import { join } from 'node:path'
import { buildPage } from '../../packages/cli/src/build-page.ts'
import { git, initRepository } from '../../packages/git/src/operators-git.fixture.ts'
import { openBrowser } from '../setup/browser.ts'
import { createClient, signIn } from '../setup/client.ts'
import type { Service } from '../setup/fleet.ts'
import type { FaultCase } from './fault-case.ts'
import { startRunLoad } from './run-load.ts'
import { auditProblems, onStage, until } from './stage.ts'

const PASSWORD = 'only for this stage'

/**
 * Each service is restarted in turn, again and again, while runs are proposed, approved and
 * done. Nothing is lost, nobody is signed out, and a page that stays open always catches up.
 */
export const restarts: FaultCase = {
  name: 'restarts',
  trials: 100,
  run: (trials, say) =>
    onStage({ PMBOT_PASSWORD: PASSWORD }, async ({ fleet, directory }) => {
      await buildPage(() => say('Building the page …'))
      const api = await fleet.start('api')
      const inTurn: Service[] = [api, await fleet.start('scheduler'), await fleet.start('worker')]
      await fleet.start('worker')
      const cookie = await signIn(api.address, PASSWORD)
      const client = createClient(api.address, { cookie }, { repeatForMs: 60_000 })
      const repository = initRepository(join(directory, 'shop'), { 'README.md': 'a\n' })
      const repoId = await client.addRepository(repository)

      const context = await openBrowser()
      const page = context.pages()[0] ?? (await context.newPage())
      await page.goto(new URL('/inbox', api.address).href)
      await page.getByLabel('Password').fill(PASSWORD)
      await page.keyboard.press('Enter')
      const shown = async () => ({
        count: Number(/^\((\d+)\)/.exec(await page.title())?.[1] ?? 0),
        live: await page.locator('.connection').getAttribute('data-state'),
      })

      await until(async () => (await shown()).live === 'live')

      const problems: string[] = []
      const load = startRunLoad(client, repoId)
      for (let round = 0; round < trials; round += 1) {
        for (const service of inTurn) {
          const exitCode = await service.stop()
          if (exitCode !== 0) {
            const last = service.output().split('\n').slice(-3).join(' ')
            problems.push(`round ${round}: the ${service.role} exited with ${exitCode}: ${last}`)
          }
          await service.restart()
        }
        await load.pause()
        const { status, body } = await client.request('GET', '/api/inbox?status=pending&limit=200')
        if (status !== 200) problems.push(`round ${round}: the session is answered with ${status}`)
        await until(async () => {
          const { count, live } = await shown()
          return live === 'live' && count === body.items.length
        }).catch(async () =>
          problems.push(
            `round ${round}: the page shows ${JSON.stringify(await shown())}, not ${body.items.length} live`,
          ),
        )
        load.goOn()
        say(`${round + 1}/${trials}: ${load.done.length} runs done, the page shows ${(await shown()).count}`)
      }
      await load.stop()
      await context.close()

      for (const runId of load.done) {
        const commits = git(repository, 'rev-list', '--count', `main..pm-bot/${runId}`)
        if (commits !== '1') problems.push(`run ${runId} left ${commits} commits`)
      }
      problems.push(...load.problems, ...(await auditProblems(client)))
      return { figures: { restartsOfEach: trials, runs: load.done.length }, problems }
    }),
}
