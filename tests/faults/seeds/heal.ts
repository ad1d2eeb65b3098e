import { setTimeout as sleep } from 'node:timers/promises'
import type { Clients } from './clients.ts'
import type { History } from './history.ts'
import type { SeedStage } from './open-seed-stage.ts'
import { checkWorkers, leftoversOf } from './oracle/check-leftovers.ts'
import { some } from './oracle/some.ts'

/** Without any change for so long, it is stuck. */
const STUCK_MS = 45_000
/** And what changes for ever does not end. */
const ENDLESS_MS = 240_000

/** Waits until all that was asked for is done, and nothing is left. Returns what is left at the end. */
export async function heal(stage: SeedStage, clients: Clients, history: History): Promise<string[]> {
  const endless = Date.now() + ENDLESS_MS
  let before = ''
  for (let stuck = Date.now() + STUCK_MS; ; await sleep(250)) {
    const left = await whatIsLeft(stage, clients)
    if (left.length === 0 || Date.now() > Math.min(stuck, endless)) return left
    if (left.join() === before) continue
    before = left.join()
    history.record('left', { left })
    stuck = Date.now() + STUCK_MS
  }
}

async function whatIsLeft({ fleet, services, generators }: SeedStage, clients: Clients): Promise<string[]> {
  const away = [...services].filter(([, service]) => !service.isRunning()).map(([name]) => name)
  const sending = generators
    .filter((generator) => !generator.isDone())
    .map(({ plan, acknowledged }) => `${plan.name} after ${acknowledged().length} batches`)
  const left = [
    ...some('processes not back', away),
    ...some('senders not done', sending),
    ...(clients.isDone() ? [] : [`the clients are not done: ${JSON.stringify(clients.report.runs)}`]),
  ]
  // The database is asked only when the others are done: it may still be on its way up.
  if (left.length > 0) return left
  return [...(await leftoversOf(fleet)), ...(await checkWorkers(fleet, [...services.values()]))]
}
