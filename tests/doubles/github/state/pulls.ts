import { writeRefs } from '../git/write-refs.ts'
import { isPull } from './find.ts'
import { type IssueBy, openIssue } from './issues.ts'
import type { Issue, Pull, Repository } from './records.ts'
import type { State } from './state.ts'

export type PullIssue = Issue & { pull: Pull }

export interface PullBy extends IssueBy {
  head: string
  headSha: string
  base: string
  baseSha: string
  draft: boolean
}

export function openPull(state: State, repository: Repository, opened: PullBy): PullIssue {
  const { head, headSha, base, baseSha, draft } = opened
  const pull: Pull = {
    id: state.nextId(),
    head,
    headSha,
    base,
    baseSha,
    draft,
    mergedAt: null,
    mergedBy: null,
    mergeCommitSha: null,
  }
  return Object.assign(openIssue(state, repository, opened), { pull })
}

/** GitHub keeps the commits of a pull request under this name when its branch is gone. */
export const pullRef = (number: number) => `refs/pull/${number}/head`

export async function keepPullRefs(repository: Repository, pulls: PullIssue[]): Promise<void> {
  await writeRefs(
    repository.path,
    Object.fromEntries(pulls.map(({ number, pull }) => [pullRef(number), pull.headSha])),
  )
}

export const pullsOf = (repository: Repository): PullIssue[] => [...repository.issues.values()].filter(isPull)

export const openPullsFrom = (repository: Repository, branch: string) =>
  pullsOf(repository).filter(({ state, pull }) => state === 'open' && pull.head === branch)
