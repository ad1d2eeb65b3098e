import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '../setup/client.ts'

/** Takes one run after the other from its proposal to its commit; every third waits for a while. */
export function startRunLoad(client: Client, repoId: string) {
  const done: string[] = []
  const problems: string[] = []
  let stopped = false
  let gate = Promise.resolve()
  let open = () => {}
  let idle = Promise.resolve()

  const oneRun = async (n: number) => {
    const { id } = await client.propose(repoId, ['sh', '-c', `echo ${n} >> README.md`])
    if (n % 3 === 0) return
    await client.approveNext(id)
    await client.untilRun(id, 'blocked', 'failed')
    await client.approveNext(id)
    const { status, reason } = await client.untilRun(id, 'completed', 'failed')
    if (status === 'completed') done.push(id)
    else problems.push(`run ${id} is ${status}: ${reason}`)
  }
  const ended = (async () => {
    for (let n = 1; !stopped; n += 1) {
      await gate
      const run = oneRun(n).catch((error: Error) => void problems.push(`run ${n}: ${error.message}`))
      idle = run
      await run
      await sleep(10)
    }
  })()
  return {
    done,
    problems,
    /** Resolves when nothing is under way. */
    async pause() {
      gate = new Promise((resolve) => {
        open = resolve
      })
      await idle
    },
    goOn: () => open(),
    async stop() {
      stopped = true
      open()
      await ended
    },
  }
}
