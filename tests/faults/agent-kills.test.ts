import { expect, test } from 'vitest'
import { DATABASES } from '../setup/product.ts'
import { walkOn } from './agent-kills.ts'

/** A slice of `npm run faults -- --case agent-kills`. */
test.each(DATABASES)(
  'an agent that is killed on its way from an issue to a pull request gets there all the same, once, on %s',
  async (database) => {
    const { problems, kills } = await walkOn(database, 2, () => {})
    expect(problems).toEqual([])
    expect(kills).toBeGreaterThanOrEqual(2)
  },
  180_000,
)
