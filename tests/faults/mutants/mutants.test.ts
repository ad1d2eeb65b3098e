import { ask, type Storage, takeTurns } from '@pm-bot/runtime'
import { storeTxOf } from '@pm-bot/store'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Bench, openPostgresBench } from '../../../packages/store/conformance/bench.ts'
import { type Stage, setStage } from '../../../packages/store/conformance/stage.ts'
import { suspectActors } from '../../../packages/store/src/mailbox.ts'
import { type Mutant, mutate, mutateWorld } from './mutate.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openPostgresBench(inject('postgresUrl'))
})
afterAll(() => bench.dispose())

/** The product first, then its mutant. */
const both = <T>(mutant: Mutant, sound: T, broken: T) => [
  { mutant: 'none' as const, expected: sound },
  { mutant, expected: broken },
]

/** A process that takes one turn and dies of it: nothing that it would do afterwards happens. */
async function dieServing({ cast }: Stage, mutant: Mutant): Promise<void> {
  let dead = false
  const mortal: Storage = {
    ...bench.store.storage,
    async transaction(work) {
      if (dead) throw new Error('the process is dead')
      return await bench.store.storage.transaction(work)
    },
  }
  const die = () => {
    dead = true
    throw new Error('the process dies')
  }
  await takeTurns(mutate(mortal, mutant), cast, { onServe: die }).catch(() => {})
}

// The two mistakes with which messages are claimed and acknowledged are shown by the races.
describe('what a mutant does wrong, and the product does not', () => {
  test.each(both('fence-off', [false, true], [true, true]))(
    'the outcome of an attempt that lost its effect: $mutant',
    async ({ mutant, expected }) => {
      const stage = setStage(bench)
      const storage = mutate(bench.store.storage, mutant)
      const effectId = `effect-of-${stage.kind}`
      const effect = { effectId, verb: 'nothing', queue: 'notify', onLost: 'retry', payload: 0 } as const
      await ask(storage, stage.cast, stage.at('a'), { note: 'owes', effects: [effect] })
      const begin = () =>
        storage.transaction((tx) => tx.beginAttempt({ effectId, generation: 1 }, 'unregistered'))
      const [lost, current] = [await begin(), await begin()]
      const finish = (attempt: typeof lost) =>
        storage.transaction((tx) => tx.finishAttempt(attempt!, { status: 'succeeded', result: 1 }))
      expect([await finish(lost), await finish(current)]).toEqual(expected)
    },
  )

  test.each(both('dedupe-off', ['one'], ['one', 'one']))(
    'a message that is sent again: $mutant',
    async ({ mutant, expected }) => {
      const stage = setStage(bench)
      const storage = mutate(bench.store.storage, mutant)
      for (let time = 0; time < 2; time += 1) {
        await storage.transaction(async (tx) =>
          tx.tell(stage.at('a'), { note: 'one' }, { messageId: stage.kind }),
        )
      }
      await stage.drain()
      expect(await stage.notes('a')).toEqual(expected)
    },
  )

  test.each(both('two-transaction-claim', 1, 0))(
    'an actor whose process dies between claim and turn: $mutant',
    async ({ mutant, expected }) => {
      const stage = setStage(bench)
      await stage.tell('a', { note: 'one' })
      await dieServing(stage, mutant)
      const { handled } = await takeTurns(mutate(bench.store.storage, mutant), stage.cast)
      expect(handled).toBe(expected)
    },
  )

  test.each(both('attempt-counted-after', ['crashed'], [null]))(
    'a message that four processes died of: $mutant',
    async ({ mutant, expected }) => {
      const stage = setStage(bench)
      await stage.tell('a', { note: 'bomb' })
      for (let death = 0; death < 4; death += 1) {
        await dieServing(stage, mutant)
        // As the reaper does when it finds the process dead.
        await bench.store.storage.transaction((tx) => suspectActors(storeTxOf(tx), [stage.at('a')]))
      }
      expect((await stage.mail('a')).map(({ park_reason }) => park_reason)).toEqual(expected)
    },
  )

  test.each(both('poll-off', 1, 0))(
    'mail that came without a hint: $mutant',
    async ({ mutant, expected }) => {
      const stage = setStage(bench)
      const storage = mutate(bench.store.storage, mutant)
      await takeTurns(storage, stage.cast)
      await stage.tell('a', { note: 'one' })
      expect(await takeTurns(storage, stage.cast)).toMatchObject({ handled: expected })
    },
  )

  test.each(both('marker-search-off', [true, 1], [false, 0]))(
    'a trace that was left in the world: $mutant',
    async ({ mutant, expected }) => {
      const world = mutateWorld({ hasBranch: async () => true, countComments: async () => 1 }, mutant)
      expect([await world.hasBranch(), await world.countComments()]).toEqual(expected)
    },
  )
})
