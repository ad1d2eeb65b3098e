import { isPull } from '../state/find.ts'
import type { PullIssue } from '../state/pulls.ts'
import type { Issue, Repository } from '../state/records.ts'
import { sees } from './access.ts'
import { ApiError, moved, notFound } from './api-error.ts'
import type { RestRequest } from './route.ts'

/** The issue, or pull request, that the path names: 410 where it was deleted, 301 to where it was transferred. */
export function issueOf(request: RestRequest, repository: Repository): Issue {
  const { state, params, viewer, path } = request
  const number = Number(params.issue_number)
  const issue = repository.issues.get(number)
  if (issue) return issue
  if (repository.deleted.has(number)) throw new ApiError(410, 'This issue was deleted')
  const transferred = repository.transferred.get(number)
  if (!transferred || !sees(viewer, transferred.repository)) throw notFound()
  const rest = path
    .split('/')
    .slice(6)
    .map((part) => `/${part}`)
  const { repository: target, number: to } = transferred
  throw moved(301, `${state.url}/api/v3/repositories/${target.id}/issues/${to}${rest.join('')}`)
}

export function pullOf({ params }: RestRequest, repository: Repository): PullIssue {
  const issue = repository.issues.get(Number(params.pull_number))
  if (!issue || !isPull(issue)) throw notFound()
  return issue
}
