import type { ChecksWorld } from '../contract/checks-world.ts'
import { setCheckRun, setStatus } from '../state/checks.ts'
import { repositoryNamed } from '../state/find.ts'
import type { Repository } from '../state/records.ts'
import type { State } from '../state/state.ts'

export const checksWorld = (state: State): ChecksWorld => ({
  setCheckRun(fullName, ref, run) {
    const repository = repositoryNamed(state, fullName)
    return setCheckRun(state, repository, shaOf(repository, ref), run).id
  },
  setStatus(fullName, ref, status) {
    const repository = repositoryNamed(state, fullName)
    return setStatus(state, repository, shaOf(repository, ref), status).id
  },
})

const shaOf = ({ refs }: Repository, ref: string) => refs.get(`refs/heads/${ref}`) ?? ref
