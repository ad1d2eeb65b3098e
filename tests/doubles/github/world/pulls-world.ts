import type { NewPull, PullsWorld, PullView } from '../contract/pulls-world.ts'
import { accountOf } from '../state/accounts.ts'
import { commit } from '../state/commit.ts'
import { nothing, pullNumbered, repositoryNamed } from '../state/find.ts'
import { changeIssue } from '../state/issues.ts'
import { mergePull } from '../state/merge-pull.ts'
import { keepPullRefs, openPull, type PullIssue, pullsOf } from '../state/pulls.ts'
import type { Repository } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { touch } from '../state/times.ts'
import { writtenBy } from '../state/written-by.ts'
import { issueView } from './issue-view.ts'

export const pullsWorld = (state: State): PullsWorld => ({
  openPull: (fullName, pull) => open(state, repositoryNamed(state, fullName), pull),
  changePull(fullName, number, { draft, base }) {
    const repository = repositoryNamed(state, fullName)
    const issue = pullNumbered(repository, number)
    if (draft !== undefined) issue.pull.draft = draft
    if (base !== undefined) Object.assign(issue.pull, { base, baseSha: tipOf(repository, base) })
    touch(state, issue)
  },
  async mergePull(fullName, number, { by, method = 'merge' } = {}) {
    const repository = repositoryNamed(state, fullName)
    const account = by === undefined ? repository.owner : accountOf(state, by)
    const issue = pullNumbered(repository, number)
    const sha = await mergePull(state, repository, issue, { by: account, method })
    return sha ?? nothing(`no way to merge ${fullName}#${number}`)
  },
  closePull(fullName, number) {
    const repository = repositoryNamed(state, fullName)
    changeIssue(state, repository, pullNumbered(repository, number), { state: 'closed' }, repository.owner)
  },
  pulls(fullName) {
    const repository = repositoryNamed(state, fullName)
    return pullsOf(repository)
      .toSorted((a, b) => a.number - b.number)
      .map((issue) => viewOf(repository, issue))
  },
  pull(fullName, number) {
    const repository = repositoryNamed(state, fullName)
    return viewOf(repository, pullNumbered(repository, number))
  },
})

async function open(state: State, repository: Repository, pull: NewPull): Promise<number> {
  const { head, base = repository.defaultBranch, draft = false, files, ...issue } = pull
  const author = writtenBy(state, repository, issue)
  if (files) await commit(state, repository, { branch: head, files, author: author.login })
  const [headSha, baseSha] = [tipOf(repository, head), tipOf(repository, base)]
  const opened = openPull(state, repository, { ...issue, author, head, headSha, base, baseSha, draft })
  await keepPullRefs(repository, [opened])
  return opened.number
}

const tipOf = ({ refs }: Repository, branch: string) =>
  refs.get(`refs/heads/${branch}`) ?? nothing(`no branch ${branch}`)

function viewOf(repository: Repository, issue: PullIssue): PullView {
  const { head, headSha, base, draft, mergedAt, mergeCommitSha } = issue.pull
  return {
    ...issueView(repository, issue),
    head,
    headSha,
    base,
    draft,
    merged: mergedAt !== null,
    mergeCommitSha,
  }
}
