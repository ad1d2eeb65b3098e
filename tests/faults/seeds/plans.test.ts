import { describe, expect, test } from 'vitest'
import { planFaults } from './plan-faults.ts'
import { planWorkload } from './plan-workload.ts'
import { createRandom } from './random.ts'
import { FULL } from './seed-options.ts'

const workloadOf = (seed: number) => planWorkload(createRandom(seed), FULL.postgres)
const faultsOf = (seed: number) =>
  planFaults(createRandom(seed), { seed, database: 'postgres', size: FULL.postgres })

describe('a seed', () => {
  test('repeats its workload and its faults', () => {
    expect(workloadOf(7)).toEqual(workloadOf(7))
    expect(faultsOf(7)).toEqual(faultsOf(7))
  })

  test('is another than the next', () => {
    expect(workloadOf(7)).not.toEqual(workloadOf(8))
    expect(faultsOf(7)).not.toEqual(faultsOf(8))
  })

  test('gives every message of a sender to an actor the next number', () => {
    for (const { name, batches } of workloadOf(7)) {
      const streams = Map.groupBy(
        batches.flat().filter(({ message }) => 'n' in message),
        ({ to }) => to.key,
      )
      for (const letters of streams.values()) {
        const numbers = letters.map(({ message }) => message)
        expect(numbers).toEqual(letters.map((_, n) => expect.objectContaining({ from: name, n })))
      }
    }
  })

  test('draws in one stream what the others leave alone', () => {
    const random = createRandom(7)
    const before = random.fork('a').int(0, 1_000_000)
    random.int(0, 10)
    random.fork('b').int(0, 10)
    expect(random.fork('a').int(0, 1_000_000)).toBe(before)
  })
})
