import type { SeedWorld } from '../contract/seed-world.ts'
import { seedRepository } from '../seed/seed-repository.ts'
import { repositoryNamed } from '../state/find.ts'
import type { State } from '../state/state.ts'

export const seedWorld = (state: State): SeedWorld => ({
  seed: (fullName, options) => seedRepository(state, repositoryNamed(state, fullName), options),
})
