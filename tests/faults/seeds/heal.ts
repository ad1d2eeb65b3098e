import { setTimeout as sleep } from 'node:timers/promises'
import type { Clients } from './clients.ts'
import type { SeedStage } from './open-seed-stage.ts'
import { checkWorkers, leftoversOf } from './oracle/check-leftovers.ts'
import { some } from './oracle/some.ts'

const HEAL_MS = 60_000

/** Waits until all that was asked for is done, and nothing is left. Returns what is left at the end. */
export async function heal(stage: SeedStage, clients: Clients): Promise<string[]> {
  const { fleet, services, generators } = stage
  const deadline = Date.now() + HEAL_MS
  for (;;) {
    const left = [
      ...some(
        'processes not back',
        [...services].filter(([, each]) => !each.isRunning()).map(([name]) => name),
      ),
      ...some(
        'senders not done',
        generators.filter((each) => !each.isDone()).map(({ plan }) => plan.name),
      ),
      ...(clients.isDone() ? [] : ['the clients are not done']),
    ]
    // The database is asked only when the others are done: it may still be on its way up.
    if (left.length === 0) {
      left.push(...(await leftoversOf(fleet)), ...(await checkWorkers(fleet, [...services.values()])))
    }
    if (left.length === 0 || Date.now() > deadline) return left
    await sleep(250)
  }
}
