import * as runtime from '../../../../packages/runtime/src/index.ts'
import { mutateWorld } from '../../mutants/mutate.ts'
import { openWorld } from '../world.ts'
import { readOrders } from './orders.fixture.ts'
import { performersIn } from './performers.ts'

export * from '../../../../packages/runtime/src/index.ts'

export const startPerforming: typeof runtime.startPerforming = (options) => {
  const { worldUrl, mutant } = readOrders()
  const errands = performersIn(mutateWorld(openWorld(worldUrl), mutant))
  return runtime.startPerforming({ ...options, performers: { ...options.performers, ...errands } })
}
