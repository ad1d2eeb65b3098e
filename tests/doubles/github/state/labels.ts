import type { NewLabel } from '../contract/issues-world.ts'
import type { Label, Repository } from './records.ts'
import type { State } from './state.ts'

/** The label of this name, made if the repository lacks it. */
export function labelOf(state: State, repository: Repository, label: NewLabel): Label {
  const known = repository.labels.get(label.name.toLowerCase())
  if (known) return known
  const made: Label = {
    id: state.nextId(),
    name: label.name,
    color: label.color ?? 'ededed',
    description: label.description ?? null,
  }
  repository.labels.set(label.name.toLowerCase(), made)
  return made
}

export const labelsOf = (state: State, repository: Repository, names: readonly string[]) => [
  ...new Set(names.map((name) => labelOf(state, repository, { name }))),
]
