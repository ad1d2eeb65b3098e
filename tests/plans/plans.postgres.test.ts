import { createRedactor } from '@pm-bot/domain'
import type { StorageTx } from '@pm-bot/runtime'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Bench, openPostgresBench } from '../../packages/store/conformance/bench.ts'
import { openStore, type Store } from '../../packages/store/src/open-store.ts'
import { fillCrowd } from './crowd.fixture.ts'
import { FULL } from './crowd-size.fixture.ts'
import { drawPlan, judgePlan, USUAL } from './judge-plan.fixture.ts'
import { explained, hearPlans } from './recorded-plans.fixture.ts'
import { type Scene, sceneOf } from './subject.fixture.ts'
import { SUBJECTS } from './subjects.fixture.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openPostgresBench(inject('postgresUrl'))
  await fillCrowd(bench.store, FULL)
}, 300_000)
afterAll(() => bench.dispose())

/** Custom plans know the values, as today's statements do; generic ones are those of prepared statements. */
describe.each(['force_custom_plan', 'force_generic_plan'] as const)(
  'with %s, Postgres reads little for',
  (mode) => {
    let store: Store
    let scene: Scene
    let plansOf: ReturnType<typeof hearPlans>
    const asked = new Set<string>()
    beforeAll(async () => {
      const { url } = bench.store.database.postgres!
      const location = { url: explained(url, mode) }
      store = await openStore({ location, redactor: createRedactor([]), supervise: false, onError: () => {} })
      noteAll(store, asked)
      plansOf = hearPlans(store)
      scene = sceneOf('postgres', bench.directory, store, FULL)
    })
    afterAll(() => store.close())

    test.each(SUBJECTS.map((subject) => [subject.what, subject] as const))(
      '%s',
      async (_what, { ask, limits }) => {
        const plans = await plansOf(() => ask(scene))
        expect(plans).not.toEqual([])
        const problems = plans.flatMap((recorded) =>
          judgePlan(recorded, { ...USUAL, ...limits }).map(
            (problem) => `${problem}: ${recorded.statement.trim()}\n${drawPlan(recorded.plan)}`,
          ),
        )
        expect(problems.join('\n\n')).toBe('')
      },
      120_000,
    )

    test('all that the runtime may ask of its storage', async () => {
      await store.storage.transaction(async (tx) => {
        const ports = Object.keys(tx).filter((name) => typeof tx[name as keyof StorageTx] === 'function')
        expect(ports.filter((name) => !asked.has(name))).toEqual([])
      })
    })
  },
)

/** Remembers which functions of the runtime's transactions were called. */
function noteAll({ storage }: Store, asked: Set<string>): void {
  const { transaction } = storage
  storage.transaction = (work) =>
    transaction((tx) =>
      work(
        new Proxy(tx, {
          get(target, name) {
            asked.add(String(name))
            return Reflect.get(target, name)
          },
        }),
      ),
    )
}
