import { changedFiles } from '../git/changed-files.ts'
import { changeIssue } from './issues.ts'
import type { RefChange } from './notice-refs.ts'
import { keepPullRefs, type PullIssue, pullsOf } from './pulls.ts'
import type { Account, Repository } from './records.ts'
import type { State } from './state.ts'
import { touch } from './times.ts'

interface Moved {
  issue: PullIssue
  from: string
}

/** Open pull requests move with their branch, and are closed where it is gone. */
export async function followHeads(
  state: State,
  repository: Repository,
  changes: RefChange[],
  by: Account,
): Promise<void> {
  const moved: Moved[] = []
  for (const { ref, after } of changes) {
    for (const issue of pullsOf(repository)) {
      if (issue.state !== 'open' || ref !== `refs/heads/${issue.pull.head}`) continue
      if (after === undefined) changeIssue(state, repository, issue, { state: 'closed' }, by)
      else moved.push({ issue, from: move(state, repository, issue, after) })
    }
  }
  await keepPullRefs(
    repository,
    moved.map(({ issue }) => issue),
  )
  for (const each of moved) await outdateComments(repository, each)
}

/** Answers where it was. */
function move(state: State, repository: Repository, issue: PullIssue, sha: string): string {
  const { pull } = issue
  const from = pull.headSha
  pull.headSha = sha
  pull.baseSha = repository.refs.get(`refs/heads/${pull.base}`) ?? pull.baseSha
  touch(state, issue)
  return from
}

/** Comments on files that the push changed lose their line. */
async function outdateComments(repository: Repository, { issue, from }: Moved): Promise<void> {
  const comments = [...repository.reviewComments.values()].filter((comment) => comment.issue === issue)
  if (comments.length === 0) return
  const files = await changedFiles(repository.path, from, issue.pull.headSha)
  const changed = new Set(files.flatMap(({ filename, previousFilename }) => [filename, previousFilename]))
  for (const comment of comments) {
    if (changed.has(comment.path)) comment.line = null
    else comment.commit = issue.pull.headSha
  }
}
