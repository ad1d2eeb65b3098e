import { expect, test } from 'vitest'
import { walkOn } from './agent-kills.ts'

/** A slice of `npm run faults -- --case agent-kills`. */
test('an agent that is killed on its way from an issue to a pull request gets there all the same, once', async () => {
  const { problems, kills } = await walkOn('sqlite', 2, () => {})
  expect(problems).toEqual([])
  expect(kills).toBe(2)
}, 180_000)
