import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DatabaseName } from '../setup/product.ts'
import { type CrashFleet, startCrashFleet, type Victim } from './crash-fleet.ts'
import { endState } from './end-state.ts'
import { walksOver } from './points.ts'
import { type Walked, walkPath } from './walk-path.ts'

const SETTLED = { timeout: 60_000, interval: 300 }
const LIMIT = { timeout: 600_000 }

/** Walks the path undisturbed, and then until somebody was killed at every point, on the same processes. */
export function sweep(database: DatabaseName, victim: Victim, stages: readonly (readonly string[])[]): void {
  let crashing: CrashFleet
  let undisturbed: Awaited<ReturnType<typeof endState>>
  beforeAll(async () => {
    crashing = await startCrashFleet(database)
  }, LIMIT.timeout)
  afterAll(() => crashing?.end(), LIMIT.timeout)

  const settled = (walked: Walked) => expect.poll(() => endState(crashing.fleet, walked), SETTLED)

  test('undisturbed', LIMIT, async () => {
    const walked = await walkPath(crashing.address)
    await settled(walked).toMatchObject({
      run: ['completed The change is commit COMMIT on the branch pm-bot/RUN.'],
      isUntouched: true,
      branch: { commits: '1', complaints: '' },
      leftover: NOTHING_LEFT,
    })
    undisturbed = await endState(crashing.fleet, walked)
  })

  test.each(walksOver(stages).map((points) => ({ name: points.join('; '), points })))(
    'killed $name',
    LIMIT,
    async ({ points }) => {
      const armed = await crashing.arm(points, victim)
      const walked = await walkPath(crashing.address)
      await armed.untilRecovered()
      await settled(walked).toEqual(undisturbed)
    },
  )
}

const NOTHING_LEFT = {
  mail: 0,
  timers: 0,
  effects: 0,
  requests: 0,
  attempts: 0,
  strayWorkers: 0,
  missingWorkers: 0,
  processes: [],
  chain: { ok: true, unsealed: 0 },
}
