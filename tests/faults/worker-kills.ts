import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { git, initRepository } from '../../packages/git/src/operators-git.fixture.ts'
import { spreadOf } from '../bench/figures.ts'
import { createClient } from '../setup/client.ts'
import { hearCommands } from '../setup/hear-commands.ts'
import { descendantsOf } from '../setup/process-tree.ts'
import type { FaultCase } from './fault-case.ts'
import { auditProblems, onStage, until } from './stage.ts'

/**
 * Two workers; the one that runs the command is killed with -9. The other must start it again
 * soon, the old children must be dead, and in the end there is one commit and one changeset.
 */
export const workerKills: FaultCase = {
  name: 'worker-kills',
  trials: 50,
  run: (trials, say) =>
    onStage({}, async ({ fleet, directory }) => {
      const api = await fleet.start('api')
      await fleet.start('scheduler')
      const workers = [await fleet.start('worker'), await fleet.start('worker')]
      const client = createClient(api.address)

      const againMs: number[] = []
      const problems: string[] = []
      for (let trial = 0; trial < trials; trial += 1) {
        // Its first attempt hangs with a child; the second goes through.
        const { calls, callIn, close } = await hearCommands((_, nth) => (nth === 1 ? 'hang' : 'go on'))
        const name = `trial-${trial}`
        const repository = initRepository(join(directory, `shop-${trial}`), { 'README.md': 'a\n' })
        const script = `${callIn(name)} test "$said" != hang || sleep 300; echo b >> README.md`
        const { id } = await client.propose(await client.addRepository(repository), ['bash', '-c', script])
        await client.approveNext(id)
        await until(() => calls.length === 1)

        const runs = await Promise.all(workers.map(({ pid }) => isRunBy(pid, name)))
        const victim = workers[runs.indexOf(true)]
        if (!victim) throw new Error(`no worker of ours runs ${name}`)
        const killedAt = Date.now()
        await victim.kill()
        await until(() => calls.length === 2)
        againMs.push(calls[1]!.at - killedAt)
        if (!calls[0]!.isOver())
          problems.push(`trial ${trial}: the first attempt's command lives beside the second`)

        await client.untilRun(id, 'blocked', 'failed')
        await client.approveNext(id)
        const run = await client.untilRun(id, 'completed', 'failed')
        const commits = git(repository, 'rev-list', '--count', `main..pm-bot/${id}`)
        if (run.status !== 'completed' || commits !== '1' || calls.length !== 2) {
          problems.push(`trial ${trial}: ${run.status}, ${commits} commits, ${calls.length} attempts`)
        }
        say(`${trial + 1}/${trials}: started again after ${Math.round(againMs.at(-1)!)} ms`)
        await close()
        await victim.restart()
      }

      problems.push(...(await auditProblems(client)))
      const startedAgainMs = spreadOf(againMs)
      const { p50, max } = startedAgainMs
      if (p50 > 2000) problems.push(`started again after ${p50} ms at the median, not 2 s at most`)
      if (max > 5000) problems.push(`started again after ${max} ms once, not 5 s at most`)
      return { figures: { startedAgainMs }, problems }
    }),
}

/** Whether something that this process started has the name in its arguments. */
async function isRunBy(pid: number, name: string): Promise<boolean> {
  const pids = await descendantsOf(pid)
  return pids.some((each) => argumentsOf(each).includes(`echo ${name} `))
}

function argumentsOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
