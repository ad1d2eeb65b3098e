import { fullPullShape } from '../shapes/pull-shape.ts'
import { mergeCheck } from '../state/merge-check.ts'
import { pullDiff } from '../state/pull-diff.ts'
import type { PullIssue } from '../state/pulls.ts'
import type { Repository } from '../state/records.ts'
import type { Answer, RestRequest } from './route.ts'

/** One pull request with what its commits say. */
export async function pullAnswer(
  { state }: RestRequest,
  repository: Repository,
  issue: PullIssue,
  status: number,
): Promise<Answer> {
  const [diff, mergeable] = await Promise.all([
    pullDiff(repository, issue),
    issue.state === 'open' ? mergeCheck(repository, issue) : null,
  ])
  return { status, body: fullPullShape(state, repository, issue, { ...diff, mergeable }) }
}
