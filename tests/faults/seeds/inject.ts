import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { EmbeddedPostgres } from '../../setup/embedded-postgres.ts'
import type { Service } from '../../setup/fleet.ts'
import { rowsOf } from '../../setup/rows.ts'
import { type Backend, terminateBackends } from '../instruments/backends.ts'
import { stall } from '../instruments/stall.ts'
import type { History } from './history.ts'
import type { SeedStage } from './open-seed-stage.ts'
import type { FaultKind, PlannedFault } from './plan-faults.ts'
import type { Random } from './random.ts'

/** Between two faults of one target: what only ever falls over again shows nothing. */
const BREATH_MS = 300

/** Lets the faults happen, those of one target one after the other. Resolves to how many of each kind did. */
export async function injectFaults(
  stage: SeedStage,
  faults: readonly PlannedFault[],
  random: Random,
  history: History,
): Promise<Partial<Record<FaultKind, number>>> {
  const counts: Partial<Record<FaultKind, number>> = {}
  const startedAt = performance.now()
  const lanes = Map.groupBy(faults, ({ target }) => target)
  await Promise.all(
    [...lanes].map(async ([target, lane]) => {
      for (const fault of lane) {
        await sleep(Math.max(0, startedAt + fault.at - performance.now()))
        history.record('fault', { ...fault, at: Date.now() })
        const happened = await inject(stage, fault, random.fork(`${target} ${fault.at}`), history)
        history.record(happened ? 'fault over' : 'fault missed', { kind: fault.kind, target })
        await sleep(BREATH_MS)
        if (happened) counts[fault.kind] = (counts[fault.kind] ?? 0) + 1
      }
    }),
  )
  return counts
}

/** False when there was nothing to break, e.g. sessions of a server that is away. */
async function inject(
  stage: SeedStage,
  { kind, target, ms }: PlannedFault,
  random: Random,
  history: History,
): Promise<boolean> {
  const service = stage.services.get(target)!
  const link = stage.links.get(target)!
  switch (kind) {
    case 'kill':
      await untilRunning(service)
      await service.kill()
      return true
    case 'stop':
      await untilRunning(service)
      await service.stop()
      await bringBack(service)
      return true
    case 'stall':
    case 'long-stall':
      await untilRunning(service)
      if (kind === 'long-stall') await untilPerforming(stage, service)
      history.record('stalled', { pid: service.pid, ms })
      await stall(service.pid, ms)
      return true
    case 'silence':
    case 'cut':
    case 'long-cut':
      if (kind === 'long-cut') await untilPerforming(stage, service)
      link.goSilent()
      if (kind !== 'silence') link.reset()
      await sleep(ms)
      link.heal()
      return true
    case 'kill-postgres':
      await stage.postgres!.kill()
      await sleep(ms)
      await stage.postgres!.restart()
      return true
    case 'terminate-backends':
      return await endSessions(stage, random)
    case 'disk-full':
      if (!stage.disk) return false
      await stage.disk.fill()
      await sleep(ms)
      await stage.disk.free()
      if (stage.postgres) await untilServing(stage.postgres)
      return true
    case 'skewed-clock':
      return true
  }
}

const SESSIONS_WITHIN_MS = 3000

/** False when there were none for so long, e.g. because the server is away. */
async function endSessions({ postgres, databaseName }: SeedStage, random: Random): Promise<boolean> {
  // The scheduler's own are spared: after a look that failed it has patience with every worker, and
  // with one failed look a second it would take none for dead. Its other faults come late.
  const isChosen = ({ applicationName }: Backend) =>
    random.chance(0.2) && applicationName !== 'pm-bot scheduler'
  for (const deadline = Date.now() + SESSIONS_WITHIN_MS; Date.now() < deadline; await sleep(100)) {
    const ended = await terminateBackends(postgres!.url, databaseName, isChosen).catch(() => 0)
    if (ended > 0) return true
  }
  return false
}

/** Its supervisor brings it back, also several times. */
export async function untilRunning(service: Service): Promise<void> {
  while (!service.isRunning()) await sleep(20)
}

const PERFORMING_WITHIN_MS = 5000

/** Then its fault meets an effect that has begun, and that takes a while. Not for ever: it may have none to come. */
async function untilPerforming({ fleet }: SeedStage, { pid }: Service): Promise<void> {
  const select = rowsOf(fleet.environment)
  const begun = `effects join workers using (worker_id)
    where status = 'running' and pid = ${pid} and effects.started_at < clock_timestamp() - interval '0.2 s'`
  for (const deadline = Date.now() + PERFORMING_WITHIN_MS; Date.now() < deadline; await sleep(50)) {
    // The database may be away.
    if ((await select(begun).catch(() => [])).length > 0) return
  }
}

async function bringBack(service: Service): Promise<void> {
  for (;;) {
    const started = await service.restart().then(
      () => true,
      () => false,
    )
    if (started) return
    await sleep(100)
  }
}

/** Without room for its log Postgres may give up altogether: then it is started, as its supervisor would. */
async function untilServing(postgres: EmbeddedPostgres): Promise<void> {
  for (const deadline = Date.now() + 3000; Date.now() < deadline; await sleep(100)) {
    const client = new pg.Client({ connectionString: postgres.url, connectionTimeoutMillis: 1000 })
    client.on('error', () => {})
    const isServing = await client.connect().then(
      () => true,
      () => false,
    )
    await client.end().catch(() => {})
    if (isServing) return
  }
  await postgres.restart()
}
