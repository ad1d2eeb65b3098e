import { runGit } from '../git/run-git.ts'
import { changeIssue } from './issues.ts'
import type { RefChange } from './notice-refs.ts'
import { type PullIssue, pullsOf } from './pulls.ts'
import type { Account, Repository } from './records.ts'
import type { State } from './state.ts'

/** A pull request whose commits arrive in its base by a push counts as merged. */
export async function noticeMerged(
  state: State,
  repository: Repository,
  { ref, after }: RefChange,
  by: Account,
): Promise<void> {
  const candidates = pullsOf(repository).filter(
    (issue) => issue.state === 'open' && ref === `refs/heads/${issue.pull.base}`,
  )
  if (after === undefined || candidates.length === 0) return
  const { stdout } = await runGit(repository.path, [
    'for-each-ref',
    `--merged=${after}`,
    '--format=%(refname)',
    'refs/pull',
  ])
  const merged = new Set(stdout.split('\n').map((name) => Number(name.split('/')[2])))
  for (const issue of candidates) {
    if (merged.has(issue.number)) markMerged(state, repository, issue, issue.pull.headSha, by)
  }
}

export function markMerged(
  state: State,
  repository: Repository,
  issue: PullIssue,
  commit: string,
  by: Account,
): void {
  changeIssue(state, repository, issue, { state: 'closed' }, by)
  Object.assign(issue.pull, { mergedAt: issue.closedAt, mergedBy: by, mergeCommitSha: commit })
}
