import { join } from 'node:path'
import { initRepository } from '../../packages/git/src/operators-git.fixture.ts'
import { createClient } from '../setup/client.ts'
import type { FaultCase } from './fault-case.ts'
import { auditProblems, onStage } from './stage.ts'

const OPPOSITES = ['approve', 'reject'] as const
type Opposite = (typeof OPPOSITES)[number]

/** What a run becomes of it. No worker runs here, so that it stays so. */
const LEADS_TO: Record<Opposite, string> = { approve: 'approved', reject: 'rejected' }

/** Two clients decide the opposite at once, through two processes. Exactly one wins, and the other is told who. */
export const oppositeDecisions: FaultCase = {
  name: 'opposite-decisions',
  trials: 200,
  run: (trials, say) =>
    onStage({}, async ({ fleet, directory }) => {
      const apis = [await fleet.start('api'), await fleet.start('api')]
      await fleet.start('scheduler')
      const clients = apis.map(({ address }) => createClient(address))
      const client = clients[0]!
      const repoId = await client.addRepository(
        initRepository(join(directory, 'shop'), { 'README.md': 'a\n' }),
      )

      const problems: string[] = []
      const won: Record<Opposite, number> = { approve: 0, reject: 0 }
      for (let trial = 0; trial < trials; trial += 1) {
        const { id } = await client.propose(repoId, ['true'])
        const item = await client.pendingItem(id)
        // Who is asked first takes turns as well.
        const actions = trial % 2 === 0 ? OPPOSITES : OPPOSITES.toReversed()
        const answers = await Promise.all(
          actions.map((action, n) => clients[n]!.decide(item, action, { reason: `trial ${trial}` })),
        )
        const winners = actions.filter((_, n) => answers[n]!.status === 200)
        const [winner] = winners
        if (winners.length !== 1 || !winner) {
          problems.push(`trial ${trial}: answered with ${answers.map(({ status }) => status)}`)
          continue
        }
        won[winner] += 1
        const loser = answers.find(({ status }) => status !== 200)!
        const named = loser.body.decision?.action
        if (loser.status !== 409 || named !== winner) {
          problems.push(`trial ${trial}: ${winner} won, the other was told ${loser.status} and “${named}”`)
        }
        const run = await client.run(id)
        if (run.status !== LEADS_TO[winner])
          problems.push(`trial ${trial}: ${winner} won, the run is ${run.status}`)
        const decided = (await client.timeline(id)).filter(({ type }) => type === 'item-resolved')
        if (decided.length !== 1) problems.push(`trial ${trial}: decided ${decided.length} times`)
      }
      say(`approved ${won.approve} times, rejected ${won.reject} times`)
      problems.push(...(await auditProblems(client)))
      return { figures: { races: trials, won }, problems }
    }),
}
