import type { NewLabel } from '../../contract/issues-world.ts'
import { labelShape } from '../../shapes/label-shape.ts'
import { labelOf, labelsOf } from '../../state/labels.ts'
import type { Issue, Repository } from '../../state/records.ts'
import { touch } from '../../state/times.ts'
import { inRepository } from '../access.ts'
import { ApiError, invalid, notFound } from '../api-error.ts'
import { issueOf } from '../issue-of.ts'
import { page } from '../page.ts'
import type { Answer, RestRequest, Route } from '../route.ts'

const PERMISSIONS = ['issues', 'pull_requests']

export const listLabels: Route = inRepository(PERMISSIONS, 'read', (request, repository) => {
  const labels = [...repository.labels.values()].toSorted((a, b) => a.name.localeCompare(b.name))
  return page(request, labels, (label) => labelShape(request.state, repository, label), repository)
})

export const getLabel: Route = inRepository(PERMISSIONS, 'read', ({ state, params }, repository) => {
  const label = repository.labels.get((params.name ?? '').toLowerCase())
  if (!label) throw notFound()
  return { status: 200, body: labelShape(state, repository, label) }
})

export const createLabel: Route = inRepository(PERMISSIONS, 'write', ({ state, body }, repository) => {
  const wanted = body as NewLabel
  if (repository.labels.has(wanted.name.toLowerCase())) {
    throw invalid({ resource: 'Label', code: 'already_exists', field: 'name' })
  }
  const label = labelOf(state, repository, wanted)
  return {
    status: 201,
    body: labelShape(state, repository, label),
    wrote: { kind: 'create-label', repository, target: label.name },
  }
})

export const listIssueLabels: Route = inRepository(PERMISSIONS, 'read', (request, repository) => {
  const { labels } = issueOf(request, repository)
  return page(request, labels, (label) => labelShape(request.state, repository, label), repository)
})

/** A label that the repository lacks is made. */
export const addIssueLabels: Route = inRepository(PERMISSIONS, 'write', (request, repository) => {
  const issue = issueOf(request, repository)
  const names = namesIn(request.body)
  issue.labels = [...new Set([...issue.labels, ...labelsOf(request.state, repository, names)])]
  return changed(request, repository, issue, 'add-labels', names.join(', '))
})

export const removeIssueLabel: Route = inRepository(PERMISSIONS, 'write', (request, repository) => {
  const issue = issueOf(request, repository)
  const name = (request.params.name ?? '').toLowerCase()
  const left = issue.labels.filter((label) => label.name.toLowerCase() !== name)
  if (left.length === issue.labels.length) throw new ApiError(404, 'Label does not exist')
  issue.labels = left
  return changed(request, repository, issue, 'remove-label', name)
})

function changed(
  { state }: RestRequest,
  repository: Repository,
  issue: Issue,
  kind: 'add-labels' | 'remove-label',
  names: string,
): Answer {
  touch(state, issue)
  return {
    status: 200,
    body: issue.labels.map((label) => labelShape(state, repository, label)),
    wrote: { kind, repository, target: `${issue.number}: ${names}` },
  }
}

/** `["bug"]`, `{ "labels": ["bug"] }` and objects with a name are all taken. */
function namesIn(body: unknown): string[] {
  const list = Array.isArray(body) ? body : ((body as { labels?: unknown[] } | undefined)?.labels ?? [body])
  return list.map((each) => (typeof each === 'string' ? each : (each as { name: string }).name))
}
