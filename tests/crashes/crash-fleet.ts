import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { createDatabase } from '../setup/database.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../setup/embedded-postgres.ts'
import { createFleet, type Fleet, type Service, type ServiceRole } from '../setup/fleet.ts'
import type { DatabaseName } from '../setup/product.ts'
import type { CrashOrder, CrashReport } from './reach.fixture.ts'

const CRASH_POINTS = fileURLToPath(new URL('./crash-points.fixture.ts', import.meta.url))
const ROLES: Record<DatabaseName, ServiceRole[]> = {
  postgres: ['api', 'scheduler', 'worker', 'worker'],
  sqlite: ['all'],
}
/** What is killed: the process that reached the point, or Postgres under it. */
export type Victim = 'process' | 'postgres'

export interface CrashFleet {
  fleet: Fleet
  address: string
  /** The first process that reaches one of the points is killed there, or Postgres under it; each point once. */
  arm(points: readonly string[], victim: Victim): Promise<Armed>
  end(): Promise<void>
}

interface Armed {
  /** Resolves when all points were reached and everything that was killed is back. */
  untilRecovered(): Promise<void>
}

/** Services whose own mains run unchanged, on a Postgres of their own or on SQLite. */
export async function startCrashFleet(database: DatabaseName): Promise<CrashFleet> {
  // What was committed must outlive a killed Postgres; the machine does not lose its power.
  const postgres =
    database === 'postgres'
      ? await startEmbeddedPostgres({ settings: { synchronous_commit: 'on' } })
      : undefined
  const databaseUrl = postgres && (await createDatabase(postgres.url)).url
  const fleet = createFleet(databaseUrl === undefined ? {} : { databaseUrl })
  const end = async () => {
    await fleet.end()
    await postgres?.stop()
  }

  let hear: Hear = (report, _service, reply) => 'started' in report && reply({ arm: [] })
  const start = (role: ServiceRole) =>
    fleet.start(role, {
      supervised: true,
      nodeArgs: ['--import', CRASH_POINTS],
      onMessage: (message, service, reply) => hear(message as CrashReport, service, reply),
    })
  try {
    // The first one brings the database up to date; the others would only wait for it.
    const [first, ...others] = ROLES[database]
    const { address } = await start(first!)
    await Promise.all(others.map(start))
    return {
      fleet,
      address,
      end,
      async arm(points, victim) {
        const plan = planCrashes(fleet.services, points, victim, postgres)
        hear = plan.hear
        await plan.untilArmed()
        return plan
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}

const PATIENCE = { timeout: 120_000, interval: 25 }

type Hear = (report: CrashReport, service: Service, reply: (order: CrashOrder) => void) => void

function planCrashes(
  services: readonly Service[],
  points: readonly string[],
  victim: Victim,
  postgres: EmbeddedPostgres | undefined,
) {
  const pending = new Set(points)
  const startsBefore = startsOf(services)
  /** Lives that end at their point, by how they are spoken to. */
  const dying = new Set<unknown>()
  let deaths = Promise.resolve()
  let armed = 0

  async function kill(pid: number, goOn: () => void): Promise<void> {
    // By its own number: one that is on its way up may reach a point before its supervisor has it.
    if (victim === 'process') return void process.kill(pid, 'SIGKILL')
    await postgres!.kill()
    goOn()
    await postgres!.restart()
  }
  const hear: Hear = (report, _service, reply) => {
    if ('started' in report) return reply({ arm: [...pending] })
    if ('armed' in report) {
      armed += 1
      return
    }
    const goOn = () => reply({ goOn: report.reached })
    // Another process was there first.
    if (!pending.delete(report.reached)) return goOn()
    // It goes on elsewhere until the kill arrives, and may reach a second point: it dies there too, once.
    if (victim === 'process' && dying.has(reply)) return
    dying.add(reply)
    deaths = deaths.then(() => kill(report.pid, goOn))
  }

  return {
    hear,
    async untilArmed() {
      for (const service of services) service.send({ arm: points } satisfies CrashOrder)
      await expect.poll(() => armed, PATIENCE).toBe(services.length)
    },
    async untilRecovered() {
      await expect.poll(() => [...pending], { ...PATIENCE, timeout: 30_000 }).toEqual([])
      await deaths
      const isBack = () =>
        services.every((service) => service.isRunning()) && startsOf(services) > startsBefore
      if (victim === 'process') await expect.poll(isBack, PATIENCE).toBe(true)
      expect(services.every((service) => service.isRunning())).toBe(true)
    },
  }
}

const startsOf = (services: readonly Service[]): number =>
  services.reduce((total, { starts }) => total + starts, 0)
