import { startGitHubDouble } from '../doubles/github/index.ts'
import { createClient } from '../setup/client.ts'
import { cacheProblems, register, untilRepo } from '../setup/github-cache.ts'
import { rowsOf } from '../setup/rows.ts'
import type { FaultCase } from './fault-case.ts'
import { auditProblems, onStage } from './stage.ts'

const TOKEN = 'github_pat_11ABCDEFG0notarealtokenbutofthatshape0123456789'
const FULL_NAME = 'mona/large'
const PATIENCE_MS = 300_000
const AT_ONCE_PAGES = 3

/**
 * 5,000 issues and 800 pull requests are imported while the worker is killed again and again, each time some pages
 * further on. The trials are the kills that met an import under way; when one is whole, another begins.
 */
export const importKills: FaultCase = {
  name: 'import-kills',
  trials: 20,
  async run(trials, say) {
    await using double = await startGitHubDouble()
    const { world, limits, log } = double
    await world.addToken(TOKEN, {
      login: 'mona',
      repositories: 'all',
      permissions: { metadata: 'read', issues: 'read', pull_requests: 'read', contents: 'read' },
    })
    await limits.setQuota('mona', { limit: 100_000, remaining: 100_000 })
    await world.addRepository(FULL_NAME, { private: true })
    const seeded = await world.seed(FULL_NAME, { issues: 5000, pulls: 800, comments: 0.5 })
    return await onStage({ GITHUB_API_URL: double.apiUrl, GITHUB_TOKEN: TOKEN }, async ({ fleet }) => {
      const api = await fleet.start('api', { supervised: true })
      const worker = await fleet.start('worker', { supervised: true })
      await fleet.start('scheduler', { supervised: true })
      const client = createClient(api.address, {}, { repeatForMs: 60_000 })
      const repoId = await register(client, FULL_NAME)
      const problems: string[] = []
      let [kills, imports] = [0, 0]
      while (kills < trials) {
        let pages = 0
        for (;;) {
          const { isImported, progress } = await untilRepo(
            client,
            repoId,
            (sync) => sync.isImported || (sync.progress?.pages ?? 0) >= pages + AT_ONCE_PAGES,
            PATIENCE_MS,
          )
          if (isImported) break
          pages = progress!.pages
          if (kills === trials) continue
          await worker.kill()
          kills += 1
          say(`${kills}/${trials} kills; the last one after ${pages} pages`)
        }
        imports += 1
        problems.push(...(await cacheProblems(world, FULL_NAME, client, repoId)))
        const comments = await rowsOf(fleet.environment)('github_comments')
        const wanted = seeded.comments + seeded.reviewComments
        if (comments.length !== wanted) problems.push(`${comments.length} comments, not ${wanted}`)
        if (kills < trials) await client.request('DELETE', `/api/repos/${repoId}/cache`)
      }
      problems.push(...(await log.problems()), ...(await auditProblems(client)))
      return { figures: { kills, imports, ...seeded }, problems }
    })
  },
}
