import type { RepositoriesWorld, RepositoryView } from '../contract/repositories-world.ts'
import { pageOf } from '../shapes/links.ts'
import { accountOf } from '../state/accounts.ts'
import { fullNameOf, repositoryNamed } from '../state/find.ts'
import type { Repository } from '../state/records.ts'
import { addRepository, splitName } from '../state/repositories.ts'
import type { State } from '../state/state.ts'
import { changedAt } from '../state/times.ts'

export const repositoriesWorld = (state: State): RepositoriesWorld => ({
  addRepository: async (fullName, options) => viewOf(state, await addRepository(state, fullName, options)),
  repository: (fullName) => viewOf(state, repositoryNamed(state, fullName)),
  changeRepository(fullName, changes) {
    const repository = repositoryNamed(state, fullName)
    Object.assign(repository, changes, { updatedAt: changedAt(state, repository.updatedAt) })
  },
  renameRepository(fullName, newFullName) {
    const repository = repositoryNamed(state, fullName)
    const [login, name] = splitName(newFullName)
    state.repositories.delete(fullName.toLowerCase())
    Object.assign(repository, { owner: accountOf(state, login), name })
    state.repositories.set(newFullName.toLowerCase(), repository)
    state.renamed.set(fullName.toLowerCase(), repository)
  },
  deleteRepository(fullName) {
    repositoryNamed(state, fullName)
    state.repositories.delete(fullName.toLowerCase())
  },
})

function viewOf(state: State, repository: Repository): RepositoryView {
  const { id, private: isPrivate, archived, defaultBranch, path, issues } = repository
  return {
    id,
    fullName: fullNameOf(repository),
    private: isPrivate,
    archived,
    defaultBranch,
    path,
    cloneUrl: `${pageOf(state, repository)}.git`,
    openIssues: [...issues.values()].filter((issue) => issue.state === 'open').length,
  }
}
