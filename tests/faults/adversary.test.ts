import { expect, test } from 'vitest'
import { adversary } from './adversary.ts'

/** A slice of `npm run faults -- --case adversary`. */
test('a hijacked model makes no call that nobody allowed, and reaches nothing outside of its clone', async () => {
  const { figures, problems } = await adversary.run(20, () => {})
  expect(problems).toEqual([])
  expect(figures.sequences).toBeGreaterThanOrEqual(20)
}, 120_000)
