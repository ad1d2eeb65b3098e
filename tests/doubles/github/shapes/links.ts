import { fullNameOf } from '../state/find.ts'
import type { Repository } from '../state/records.ts'
import type { State } from '../state/state.ts'

/** Of a repository, where programs find it. */
export const apiOf = (state: State, repository: Repository) =>
  `${state.url}/api/v3/repos/${fullNameOf(repository)}`

/** And where people do. */
export const pageOf = (state: State, repository: Repository) => `${state.url}/${fullNameOf(repository)}`
