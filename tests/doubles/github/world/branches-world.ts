import type { BranchesWorld } from '../contract/branches-world.ts'
import { oneAtATime } from '../git/one-at-a-time.ts'
import { runGit } from '../git/run-git.ts'
import { writeRefs } from '../git/write-refs.ts'
import { commit } from '../state/commit.ts'
import { repositoryNamed } from '../state/find.ts'
import { noticeRefs } from '../state/notice-refs.ts'
import type { State } from '../state/state.ts'

const HEADS = 'refs/heads/'

export const branchesWorld = (state: State): BranchesWorld => ({
  commit: (fullName, options) => commit(state, repositoryNamed(state, fullName), options),
  async deleteBranch(fullName, branch) {
    const repository = repositoryNamed(state, fullName)
    await oneAtATime(repository, async () => {
      await writeRefs(repository.path, { [HEADS + branch]: undefined })
      await noticeRefs(state, repository, repository.owner)
    })
  },
  branches(fullName) {
    const branches = [...repositoryNamed(state, fullName).refs].filter(([ref]) => ref.startsWith(HEADS))
    return Object.fromEntries(branches.map(([ref, sha]) => [ref.slice(HEADS.length), sha]))
  },
  async readFile(fullName, ref, path) {
    const repository = repositoryNamed(state, fullName)
    const answer = await runGit(repository.path, ['cat-file', 'blob', `${ref}:${path}`], {
      answers: [0, 128],
    })
    return answer.exitCode === 0 ? answer.stdout : undefined
  },
  async noticeRefs(fullName) {
    const repository = repositoryNamed(state, fullName)
    await oneAtATime(repository, () => noticeRefs(state, repository, repository.owner))
  },
})
