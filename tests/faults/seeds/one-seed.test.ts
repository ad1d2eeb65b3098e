import { expect, test } from 'vitest'
import { runSeed } from './run-seed.ts'
import { SMALL } from './seed-options.ts'

// Small: `npm run faults` puts the promise to the test, this keeps its harness alive.
test.each(['postgres', 'sqlite'] as const)(
  'a seed of work and faults on %s breaks no promise',
  { timeout: 240_000 },
  async (database) => {
    const { verdict, problems } = await runSeed({ seed: 1, database, size: SMALL }, () => {})
    expect({ verdict, problems }).toEqual({ verdict: 'passed', problems: [] })
  },
)
