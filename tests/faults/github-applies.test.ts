import { expect, test } from 'vitest'
import { githubApplies } from './github-applies.ts'

/** A slice of `npm run faults -- --case github-applies`. */
test('what GitHub did and did not answer is found, and done once', async () => {
  const { figures, problems } = await githubApplies.run(10, () => {})
  expect(problems).toEqual([])
  expect(figures).toMatchObject({ applied: 10, pulls: 10 })
}, 90_000)
