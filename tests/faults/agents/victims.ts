import type { Fleet, Service } from '../../setup/fleet.ts'
import type { DatabaseName } from '../../setup/product.ts'
import { rowsOf } from '../../setup/rows.ts'

export interface Crew {
  /** Of the api. */
  address: string
  /** Kills with -9 whoever works on the run at this moment, or whoever might. */
  kill(runId: string): Promise<void>
}

/** The processes of one instance, each brought back when it dies: on SQLite one, on Postgres apart with two workers. */
export async function startCrew(fleet: Fleet, database: DatabaseName): Promise<Crew> {
  const start = (role: 'all' | 'api' | 'worker' | 'scheduler') => fleet.start(role, { supervised: true })
  if (database === 'sqlite') {
    const all = await start('all')
    return { address: all.address, kill: () => killed(all) }
  }
  const api = await start('api')
  await start('scheduler')
  const workers = [await start('worker'), await start('worker')]
  const rows = rowsOf(fleet.environment)
  return {
    address: api.address,
    async kill(runId) {
      const working = (await rows('effects')).filter(
        ({ key, status }) => key === runId && status === 'running',
      )
      const ids = working.map(({ worker_id }) => worker_id)
      const pids = (await rows('workers')).flatMap(({ worker_id, pid }) =>
        ids.includes(worker_id) ? pid : [],
      )
      await killed(workers.find(({ pid }) => pids.includes(pid)) ?? workers[0]!)
    },
  }
}

/** One that is on its way up is let come up first. */
async function killed(service: Service): Promise<void> {
  while (!service.isRunning()) await new Promise((resolve) => setTimeout(resolve, 20))
  await service.kill()
}

/** Attempts at the run's effects that ended with their process. */
export async function attemptsLost(fleet: Fleet, runId: string): Promise<number> {
  const effects = (await rowsOf(fleet.environment)('effects')).filter(({ key }) => key === runId)
  return effects.reduce((sum, { crashes }) => sum + Number(crashes), 0)
}
