import type { Mutant } from '../mutants/mutate.ts'
import type { Family } from './plan-faults.ts'

export interface SeedOptions {
  seed: number
  database: 'postgres' | 'sqlite'
  /** Faults of one family only; all of them without it. */
  family?: Family
  mutant?: Mutant
  size: SeedSize
}

export interface SeedSize {
  /** How long the workload is sent and faults happen. */
  faultsMs: number
  /** On Postgres; on SQLite there is the one process. */
  workers: number
  generators: number
  /** Of each generator: notes that it sends itself. */
  letters: number
  errands: number
  /** Messages that throw. */
  poison: number
  /** Messages that kill their process; each costs three of them. */
  bombs: number
  runs: number
  /** Faults, as a share of the full table's. */
  faults: number
  /** Fewer would not put the promise to the test. */
  leastMessages: number
  leastFaults: number
  leastKinds: number
  /** Effects must have been lost to the faults themselves. */
  mustBeHit: boolean
}

export const namesOf = (name: 'worker' | 'generator', count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${name}-${index + 1}`)

export const FULL: Record<SeedOptions['database'], SeedSize> = {
  postgres: {
    faultsMs: 32_000,
    workers: 3,
    generators: 3,
    letters: 600,
    errands: 90,
    poison: 3,
    bombs: 1,
    runs: 6,
    faults: 1,
    leastMessages: 3000,
    leastFaults: 75,
    leastKinds: 7,
    mustBeHit: true,
  },
  sqlite: {
    faultsMs: 30_000,
    workers: 3,
    generators: 3,
    letters: 600,
    errands: 60,
    poison: 3,
    bombs: 1,
    runs: 4,
    faults: 1,
    leastMessages: 3000,
    leastFaults: 40,
    leastKinds: 4,
    mustBeHit: true,
  },
}

/** For `npm test`: cheap, and nearly every part once. */
export const SMALL: SeedSize = {
  faultsMs: 5000,
  workers: 2,
  generators: 1,
  letters: 200,
  errands: 15,
  poison: 1,
  bombs: 0,
  runs: 1,
  faults: 0.13,
  leastMessages: 200,
  leastFaults: 5,
  leastKinds: 3,
  mustBeHit: false,
}
