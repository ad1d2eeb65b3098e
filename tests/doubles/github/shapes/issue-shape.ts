import { associationOf } from '../state/accounts.ts'
import type { Issue, Pull, Repository } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { isoTime, isoTimeOrNull } from '../state/times.ts'
import { appShapeOrNull } from './app-shape.ts'
import { labelShape } from './label-shape.ts'
import { apiOf, pageOf } from './links.ts'
import { nodeId } from './node-id.ts'
import { reactionsShape } from './reactions-shape.ts'
import { userOrNull, userShape } from './user-shape.ts'

/** Also of a pull request, which is told by its key `pull_request`. */
export function issueShape(state: State, repository: Repository, issue: Issue) {
  const { id, number, pull } = issue
  const api = apiOf(state, repository)
  const url = `${api}/issues/${number}`
  const assignees = issue.assignees.map((account) => userShape(state, account))
  return {
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${pageOf(state, repository)}/${pull ? 'pull' : 'issues'}/${number}`,
    id,
    node_id: nodeId(pull ? 'PR' : 'I', id),
    number,
    title: issue.title,
    user: userShape(state, issue.author),
    labels: issue.labels.map((label) => labelShape(state, repository, label)),
    state: issue.state,
    locked: issue.locked,
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    comments: issue.comments,
    created_at: isoTime(issue.createdAt),
    updated_at: isoTime(issue.updatedAt),
    closed_at: isoTimeOrNull(issue.closedAt),
    author_association: associationOf(repository, issue.author),
    active_lock_reason: null,
    ...(pull && { draft: pull.draft, pull_request: pullLinks(state, repository, number, pull) }),
    body: issue.body,
    closed_by: userOrNull(state, issue.closedBy),
    reactions: reactionsShape(url),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: appShapeOrNull(state, issue.viaApp),
    state_reason: issue.stateReason,
  }
}

function pullLinks(state: State, repository: Repository, number: number, { mergedAt }: Pull) {
  const page = `${pageOf(state, repository)}/pull/${number}`
  return {
    url: `${apiOf(state, repository)}/pulls/${number}`,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    merged_at: isoTimeOrNull(mergedAt),
  }
}
