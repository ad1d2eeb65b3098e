import type { IssueChange } from '../../contract/issues-world.ts'
import { issueShape } from '../../shapes/issue-shape.ts'
import { changeIssue, openIssue as open } from '../../state/issues.ts'
import type { Issue } from '../../state/records.ts'
import { inRepository } from '../access.ts'
import { changedSince, inOrder } from '../in-order.ts'
import { issueOf } from '../issue-of.ts'
import { page } from '../page.ts'
import type { RestRequest, Route } from '../route.ts'

/** Pull requests too: GitHub counts them as issues. */
export const listIssues: Route = inRepository(['issues'], 'read', (request, repository) => {
  const { state, query } = request
  const wanted = [...repository.issues.values()].filter((issue) => isWanted(issue, query))
  const issues = inOrder(
    changedSince(wanted, query.get('since')),
    query.get('sort') ?? 'created',
    query.get('direction') ?? 'desc',
  )
  return page(request, issues, (issue) => issueShape(state, repository, issue), repository)
})

function isWanted(issue: Issue, query: URLSearchParams): boolean {
  const state = query.get('state') ?? 'open'
  const labels = (query.get('labels') ?? '').split(',').filter(Boolean)
  const creator = query.get('creator')
  return (
    (state === 'all' || issue.state === state) &&
    (creator === null || issue.author.login === creator) &&
    labels.every((name) => issue.labels.some((label) => label.name.toLowerCase() === name.toLowerCase()))
  )
}

export const getIssue: Route = inRepository(['issues', 'pull_requests'], 'read', (request, repository) => ({
  status: 200,
  body: issueShape(request.state, repository, issueOf(request, repository)),
}))

interface IssueBody {
  title?: string | number
  body?: string | null
  state?: 'open' | 'closed'
  state_reason?: IssueChange['stateReason']
  labels?: (string | { name?: string })[]
  assignees?: string[]
}

export const createIssue: Route = inRepository(['issues'], 'write', (request, repository) => {
  const { state, viewer } = request
  const { title, body, labels, assignees } = request.body as IssueBody
  const issue = open(state, repository, {
    title: String(title),
    body: body ?? null,
    author: viewer.account!,
    viaApp: viewer.app,
    ...(labels && { labels: names(labels) }),
    ...(assignees && { assignees }),
  })
  return {
    status: 201,
    body: issueShape(state, repository, issue),
    wrote: { kind: 'create-issue', repository, target: issue.number },
  }
})

export const updateIssue: Route = inRepository(
  ['issues', 'pull_requests'],
  'write',
  (request, repository) => {
    const issue = issueOf(request, repository)
    changeIssue(request.state, repository, issue, changeOf(request), request.viewer.account!)
    return {
      status: 200,
      body: issueShape(request.state, repository, issue),
      wrote: { kind: 'update-issue', repository, target: issue.number },
    }
  },
)

function changeOf({ body }: RestRequest): IssueChange {
  const { title, body: text, state, state_reason, labels, assignees } = (body ?? {}) as IssueBody
  return {
    ...(title !== undefined && title !== null && { title: String(title) }),
    ...(text !== undefined && { body: text }),
    ...(state && { state }),
    ...(state_reason !== undefined && { stateReason: state_reason }),
    ...(labels && { labels: names(labels) }),
    ...(assignees && { assignees }),
  }
}

const names = (labels: (string | { name?: string })[]) =>
  labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')))
