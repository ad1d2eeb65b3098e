import type { GitHubDouble } from '../doubles/github/index.ts'
import { createClient } from '../setup/client.ts'
import { openShop, REPO, settingsOf } from '../setup/on-github.ts'
import type { FaultCase } from './fault-case.ts'
import { auditProblems, onStage } from './stage.ts'

/** Of the writes to GitHub, and of the pushes: done, and no answer. */
const AMBIGUOUS = 0.12
const BATCH = 10
const OWNER = 'octo'

/**
 * Approved changes are pushed and become pull requests while GitHub keeps back every eighth answer after having done
 * what was asked. Each run ends with one branch and one pull request.
 */
export const githubApplies: FaultCase = {
  name: 'github-applies',
  trials: 200,
  async run(trials, say) {
    const double = await openShop()
    // Hundreds of pull requests within minutes are more than a quota of 5,000 requests an hour is for.
    double.limits.setQuota(OWNER, { limit: 100_000, remaining: 100_000 })
    try {
      return await onStage({ ...settingsOf(double), PMBOT_WORKER_CONCURRENCY: '4' }, async ({ fleet }) => {
        const api = await fleet.start('api')
        for (const role of ['scheduler', 'worker', 'worker'] as const) await fleet.start(role)
        const client = createClient(api.address, {}, { repeatForMs: 60_000 })
        const added = await client.request('POST', '/api/repos', { fullName: REPO, depth: 'open' })
        const problems: string[] =
          added.status === 201 ? [] : [`registering is answered with ${added.status}`]
        double.faults.add({ kind: 'drop-after', on: ['rest-write', 'git-write'], probability: AMBIGUOUS })

        const runIds: string[] = []
        while (runIds.length < trials) {
          const size = Math.min(BATCH, trials - runIds.length)
          const batch = await Promise.all(
            Array.from({ length: size }, async (_, at) => {
              const command = ['sh', '-c', `echo ${runIds.length + at} >> README.md`]
              const { id } = await client.propose(added.body.id, command)
              await client.approveNext(id)
              await client.untilRun(id, 'blocked', 'failed')
              await client.approveNext(id)
              const run = await client.untilRun(id, 'completed', 'failed')
              if (run.status !== 'completed') problems.push(`run ${id} is ${run.status}: ${run.reason}`)
              if (!run.pullRequest) problems.push(`run ${id} has no pull request`)
              return id
            }),
          )
          runIds.push(...batch)
          say(`${runIds.length}/${trials} applied; ${double.faults.bitten().length} answers kept back`)
        }
        problems.push(...problemsOf(double, runIds), ...(await auditProblems(client)))
        const keptBack = double.faults.bitten().length
        if (keptBack === 0) problems.push('no answer was kept back')
        return {
          figures: { applied: runIds.length, keptBack, pulls: double.world.pulls(REPO).length },
          problems,
        }
      })
    } finally {
      await double.close()
    }
  },
}

/** One branch and one pull request for each run, and nothing that pm-bot must never do. */
function problemsOf({ world, log }: GitHubDouble, runIds: readonly string[]): string[] {
  const problems: string[] = []
  const branches = Object.keys(world.branches(REPO)).filter((name) => name !== 'main')
  const heads = world.pulls(REPO).map(({ head }) => head)
  const expected = runIds.map((id) => `pm-bot/${id}`).sort()
  for (const [what, found] of Object.entries({ branches, 'pull requests': heads })) {
    if (found.sort().join() === expected.join()) continue
    problems.push(`${expected.length} runs, and ${found.length} ${what} (${new Set(found).size} different)`)
  }
  for (const { kind, detail } of log.violations()) problems.push(`${kind}: ${detail}`)
  if (log.pushes().some(({ forced }) => forced)) problems.push('a push was forced')
  return [...problems, ...log.problems()]
}
