import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { git, initRepository } from '../../packages/git/src/operators-git.fixture.ts'
import { spreadOf } from '../bench/figures.ts'
import { createClient } from '../setup/client.ts'
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
        const log = join(directory, `attempts-${trial}`)
        writeFileSync(log, '')
        const repository = initRepository(join(directory, `shop-${trial}`), { 'README.md': 'a\n' })
        // Its first attempt hangs with a child; the second goes through.
        const script = `echo "$$ $(date +%s%N)" >> ${log}; test $(wc -l < ${log}) -gt 1 || sleep 300; echo b >> README.md`
        const { id } = await client.propose(await client.addRepository(repository), ['sh', '-c', script])
        await client.approveNext(id)
        const attempts = () => readFileSync(log, 'utf8').split('\n').filter(Boolean)
        await until(() => attempts().length === 1)
        const command = Number(attempts()[0]!.split(' ')[0])

        const victim = workers.find(({ pid }) => isAncestor(pid, command))
        if (!victim) throw new Error(`no worker of ours runs ${command}`)
        const killedAt = Date.now()
        await victim.kill()
        await until(() => attempts().length === 2)
        againMs.push(Number(attempts()[1]!.split(' ')[1]) / 1e6 - killedAt)
        if (isAlive(command))
          problems.push(`trial ${trial}: the first attempt's command lives beside the second`)

        await client.untilRun(id, 'blocked', 'failed')
        await client.approveNext(id)
        const run = await client.untilRun(id, 'completed', 'failed')
        const commits = git(repository, 'rev-list', '--count', `main..pm-bot/${id}`)
        if (run.status !== 'completed' || commits !== '1' || attempts().length !== 2) {
          problems.push(`trial ${trial}: ${run.status}, ${commits} commits, ${attempts().length} attempts`)
        }
        say(`${trial + 1}/${trials}: started again after ${Math.round(againMs.at(-1)!)} ms`)
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

function isAncestor(pid: number, of: number): boolean {
  for (let each = of; each > 1; each = parentOf(each)) if (each === pid) return true
  return false
}

const parentOf = (pid: number): number => Number(statOf(pid)[1])

/** A zombie is dead: whoever inherited it has not been told yet. */
function isAlive(pid: number): boolean {
  try {
    return statOf(pid)[0] !== 'Z'
  } catch {
    return false
  }
}

/** Fields 3 and further of /proc/<pid>/stat, behind a name that may hold anything: state, parent … */
const statOf = (pid: number): string[] =>
  readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
