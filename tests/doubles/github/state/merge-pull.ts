import { mergeCommits } from '../git/merge-commits.ts'
import { oneAtATime } from '../git/one-at-a-time.ts'
import { readLine } from '../git/run-git.ts'
import { writeRefs } from '../git/write-refs.ts'
import { markMerged } from './notice-merged.ts'
import { noticeRefs } from './notice-refs.ts'
import type { PullIssue } from './pulls.ts'
import type { Account, Repository } from './records.ts'
import type { State } from './state.ts'

/** Undefined where it conflicts, or is not open. */
export async function mergePull(
  state: State,
  repository: Repository,
  issue: PullIssue,
  { by, method }: { by: Account; method: 'merge' | 'squash' },
): Promise<string | undefined> {
  return await oneAtATime(repository, async () => {
    const { pull, number, title } = issue
    const base = repository.refs.get(`refs/heads/${pull.base}`)
    if (issue.state !== 'open' || base === undefined) return undefined
    const tree = await mergeCommits(repository.path, base, pull.headSha)
    if (tree === undefined) return undefined

    const parents = method === 'squash' ? [base] : [base, pull.headSha]
    const message = method === 'squash' ? `${title} (#${number})` : `Merge pull request #${number}`
    const commit = await readLine(repository.path, [
      'commit-tree',
      tree,
      ...parents.flatMap((parent) => ['-p', parent]),
      '-m',
      message,
    ])
    await writeRefs(repository.path, { [`refs/heads/${pull.base}`]: commit })
    markMerged(state, repository, issue, commit, by)
    await noticeRefs(state, repository, by)
    return commit
  })
}
