import type { World } from '../contract/world.ts'
import type { State } from '../state/state.ts'
import { accountsWorld } from './accounts-world.ts'
import { appsWorld } from './apps-world.ts'
import { branchesWorld } from './branches-world.ts'
import { checksWorld } from './checks-world.ts'
import { clockWorld } from './clock-world.ts'
import { commentsWorld } from './comments-world.ts'
import { issuesWorld } from './issues-world.ts'
import { pullsWorld } from './pulls-world.ts'
import { repositoriesWorld } from './repositories-world.ts'
import { reviewsWorld } from './reviews-world.ts'
import { seedWorld } from './seed-world.ts'

export const createWorld = (state: State): World => ({
  ...clockWorld(state),
  ...accountsWorld(state),
  ...appsWorld(state),
  ...repositoriesWorld(state),
  ...branchesWorld(state),
  ...issuesWorld(state),
  ...commentsWorld(state),
  ...pullsWorld(state),
  ...reviewsWorld(state),
  ...checksWorld(state),
  ...seedWorld(state),
})
