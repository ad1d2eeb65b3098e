import { join } from 'node:path'
import type { InboxItemView } from '@pm-bot/domain'
import { git, initRepository } from '../../packages/git/src/operators-git.fixture.ts'
import { type Client, createClient } from '../setup/client.ts'
import { hearCommands } from '../setup/hear-commands.ts'
import { rowsOf } from '../setup/rows.ts'
import type { FaultCase } from './fault-case.ts'
import { auditProblems, onStage, until } from './stage.ts'

const BATCH = 20
const WAY_OF_A_RUN = 'proposed approved running blocked running completed'
const VICTIMS = ['workers', 'api and workers', 'postgres'] as const

/**
 * A batch of changesets is approved, and before their runs have gone on somebody is killed. The
 * trials are the decisions that a kill overtook. Each run goes on from its decision, once.
 */
export const decisionKills: FaultCase = {
  name: 'decision-kills',
  trials: 200,
  run: (trials, say) =>
    onStage({ PMBOT_WORKER_CONCURRENCY: '4' }, async ({ postgres, fleet, directory }) => {
      const [api, ...workers] = [
        await fleet.start('api', { supervised: true }),
        await fleet.start('worker', { supervised: true }),
        await fleet.start('worker', { supervised: true }),
      ]
      await fleet.start('scheduler', { supervised: true })
      const client = createClient(api!.address, {}, { repeatForMs: 60_000 })
      const repository = initRepository(join(directory, 'shop'), { 'README.md': 'a\n' })
      const repoId = await client.addRepository(repository)
      const heard = await hearCommands()

      const kill: Record<(typeof VICTIMS)[number], () => Promise<unknown>> = {
        workers: () => Promise.all(workers.map((worker) => worker.kill())),
        'api and workers': () => Promise.all([api!, ...workers].map((service) => service.kill())),
        postgres: () => postgres.kill().then(postgres.restart),
      }
      const problems: string[] = []
      const kills = { workers: 0, 'api and workers': 0, postgres: 0 }
      let [runs, overtaken] = [0, 0]
      while (overtaken < trials) {
        const runIds = await Promise.all(
          Array.from({ length: BATCH }, async () => {
            runs += 1
            const { id } = await client.propose(repoId, [
              'bash',
              '-c',
              `${heard.callIn(String(runs))} echo b >> README.md`,
            ])
            await client.approveNext(id)
            return id
          }),
        )
        for (const runId of runIds) await client.untilRun(runId, 'blocked', 'failed')
        const items = await Promise.all(runIds.map((runId) => client.pendingItem(runId)))

        const victim = VICTIMS[(runs / BATCH) % VICTIMS.length]!
        const answered: string[] = []
        const decided = items.map((item) => approve(client, item, answered))
        // The api dies with decisions in its hands, the others after the last one.
        await until(() => answered.length >= (victim === 'api and workers' ? BATCH / 2 : BATCH))
        const before = [...answered]
        await kill[victim]()
        kills[victim] += 1
        // Whoever was killed may be back by now: those that have gone on are not counted.
        overtaken += await countOpen(fleet.environment, before)
        problems.push(...(await Promise.all(decided)).flat())
        for (const runId of runIds) problems.push(...(await problemsOf(client, runId, repository)))
        say(`${overtaken}/${trials} decisions overtaken; killed: ${victim}`)
      }
      await heard.close()
      if (heard.calls.length !== runs) problems.push(`${runs} runs ran ${heard.calls.length} commands`)
      problems.push(...(await auditProblems(client)))
      return { figures: { overtaken, decisions: runs, kills }, problems }
    }),
}

async function approve(client: Client, item: InboxItemView, answered: string[]): Promise<string[]> {
  const { status, body } = await client.decide(item, 'approve')
  answered.push(item.runId)
  return status === 200 ? [] : [`a decision is answered with ${status} ${JSON.stringify(body)}`]
}

async function countOpen(environment: NodeJS.ProcessEnv, runIds: readonly string[]): Promise<number> {
  const rows = await rowsOf(environment)('runs')
  return rows.filter(({ run_id, status }) => runIds.includes(String(run_id)) && status !== 'completed').length
}

/** Whether the run went its way once: one commit, no step left out, none taken twice. */
async function problemsOf(client: Client, runId: string, repository: string): Promise<string[]> {
  const { status, reason } = await client.untilRun(runId, 'completed', 'failed')
  if (status !== 'completed') return [`run ${runId} is ${status}: ${reason}`]
  const { items } = (await client.request('GET', `/api/runs/${runId}/transitions`)).body
  const way = items.map(({ to }: { to: string }) => to).join(' ')
  const commits = git(repository, 'rev-list', '--count', `main..pm-bot/${runId}`)
  const decisions = (await client.timeline(runId)).filter(({ type }) => type === 'item-resolved').length
  const went = `${way}; ${commits} commits, ${decisions} decisions`
  return went === `${WAY_OF_A_RUN}; 1 commits, 2 decisions` ? [] : [`run ${runId} went ${went}`]
}
