import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { createDatabase } from '../../setup/database.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../setup/embedded-postgres.ts'
import { createFleet, type Fleet, type Service } from '../../setup/fleet.ts'
import { freePort } from '../../setup/free-port.ts'
import { startProcess } from '../../setup/started-process.ts'
import { type Link, openLink } from '../instruments/link.ts'
import { skewedClock } from '../instruments/skewed-clock.ts'
import { mountSmallDisk, type SmallDisk } from '../instruments/small-disk.ts'
import { type Generator, prepareGenerator } from './generators.ts'
import { CREATE_LEDGER } from './inside/ledger.ts'
import { ordersFor } from './inside/orders.fixture.ts'
import type { GeneratorPlan } from './plan-workload.ts'
import { namesOf, type SeedOptions } from './seed-options.ts'

/** Everything that a seed's faults may befall, by the name of its target. */
export interface SeedStage {
  fleet: Fleet
  address: string
  services: Map<string, Service>
  links: Map<string, Link>
  generators: Generator[]
  postgres: EmbeddedPostgres | undefined
  databaseName: string
  /** Where the database is; undefined where this machine does not let us mount. */
  disk: SmallDisk | undefined
  worldLog: string
  /** For repositories. */
  directory: string
}

export interface StageOptions extends Pick<SeedOptions, 'seed' | 'database' | 'mutant' | 'size'> {
  /** How wrong the clocks of some processes are. */
  clocks: Readonly<Record<string, number>>
  workload: readonly GeneratorPlan[]
}

const DISK_MB = 600
const POSTGRES = { fsync: 'on', synchronous_commit: 'on', max_wal_size: '96MB', min_wal_size: '32MB' }
const PRELOAD = ['--import', new URL('inside/preload.fixture.ts', import.meta.url).href]
const WORLD = fileURLToPath(new URL('world.fixture.ts', import.meta.url))

/** All processes are up when `work` begins, and gone with what they wrote when it is over. */
export async function onSeedStage<T>(
  options: StageOptions,
  work: (stage: SeedStage) => Promise<T>,
): Promise<T> {
  const ends: (() => unknown)[] = []
  try {
    return await work(await openStage(options, (end) => ends.push(end)))
  } finally {
    for (const end of ends.reverse()) await end()
  }
}

async function openStage(options: StageOptions, onEnd: (end: () => unknown) => void): Promise<SeedStage> {
  const { database, seed, clocks, workload, size, mutant = 'none' } = options
  const directory = mkdtempSync(join(tmpdir(), 'pm-bot-seed-'))
  onEnd(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }))
  const disk = await mountSmallDisk(DISK_MB)
  if (disk) onEnd(disk.end)
  const dataParent = disk && { dataParent: disk.directory }
  const postgres =
    database === 'postgres' ? await startEmbeddedPostgres({ settings: POSTGRES, ...dataParent }) : undefined
  if (postgres) onEnd(postgres.stop)
  const databaseUrl = postgres && (await createDatabase(postgres.url)).url

  const worldLog = join(directory, 'world.jsonl')
  const world = await startWorld(seed, worldLog)
  onEnd(() => world.end('SIGKILL'))
  const mailPort = databaseUrl === undefined ? await freePort() : undefined
  const orders = { worldUrl: /http:\S+/.exec(world.ready)![0], mutant, ...(mailPort ? { mailPort } : {}) }
  const settings = { PMBOT_LOG_LEVEL: 'info', ...ordersFor(orders) }
  const fleet = createFleet({ settings, ...(databaseUrl ? { databaseUrl } : dataParent) })
  onEnd(fleet.end)

  const services = new Map<string, Service>()
  const links = new Map<string, Link>()
  const start = async (name: string, ...[program, more = {}]: Parameters<Fleet['start']>) => {
    const link = databaseUrl === undefined ? undefined : await openLink(databaseUrl)
    if (link) {
      links.set(name, link)
      onEnd(link.close)
    }
    const nodeArgs = [...(name in clocks ? skewedClock(clocks[name]!) : []), ...PRELOAD]
    const env = link ? { DATABASE_URL: link.url } : {}
    const service = await fleet.start(program, { ...more, nodeArgs, env, supervised: true })
    services.set(name, service)
    return service
  }
  // The first one brings the database up to date.
  const { address } = await start(databaseUrl ? 'api' : 'all', databaseUrl ? 'api' : 'all')
  await createLedger(fleet, databaseUrl)
  if (databaseUrl) {
    const workers = namesOf('worker', size.workers).map((name) => start(name, 'worker'))
    await Promise.all([start('scheduler', 'scheduler'), ...workers])
  }
  const mailUrl = mailPort && { mailUrl: `http://127.0.0.1:${mailPort}` }
  const generators = workload.map((plan) =>
    prepareGenerator(directory, plan, { startAt: Date.now(), lastMs: size.faultsMs, ...mailUrl }),
  )
  await Promise.all(generators.map(({ plan, program, args }) => start(plan.name, program, { args })))

  const databaseName = databaseUrl ? new URL(databaseUrl).pathname.slice(1) : ''
  return { fleet, address, services, links, generators, postgres, databaseName, disk, worldLog, directory }
}

const startWorld = (seed: number, log: string) =>
  startProcess({
    args: [WORLD, String(seed), log],
    env: { PATH: process.env.PATH },
    cwd: tmpdir(),
    isReady: (line) => line.includes('is ready'),
    onLine: () => {},
    // With a channel to us, it ends when we do.
    onMessage: () => {},
  })

async function createLedger({ dataDirectory }: Fleet, databaseUrl: string | undefined): Promise<void> {
  if (databaseUrl === undefined) {
    const file = new DatabaseSync(join(dataDirectory, 'control_plane/pm_bot.sqlite3'), { timeout: 5000 })
    file.exec(CREATE_LEDGER.sqlite)
    return file.close()
  }
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(CREATE_LEDGER.postgres)
  await client.end()
}
