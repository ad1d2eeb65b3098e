import { pullsOf } from '../state/pulls.ts'
import type { CheckRun, Repository, Status } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { isoTime, isoTimeOrNull } from '../state/times.ts'
import { apiOf, pageOf } from './links.ts'
import { nodeId } from './node-id.ts'
import { repositoryShape } from './repository-shape.ts'

export function checkRunShape(state: State, repository: Repository, run: CheckRun) {
  const url = `${apiOf(state, repository)}/check-runs/${run.id}`
  const page = `${pageOf(state, repository)}/runs/${run.id}`
  return {
    id: run.id,
    node_id: nodeId('CR', run.id),
    head_sha: run.sha,
    external_id: '',
    url,
    html_url: page,
    details_url: page,
    status: run.status,
    conclusion: run.conclusion,
    started_at: isoTime(run.startedAt),
    completed_at: isoTimeOrNull(run.completedAt),
    output: {
      title: run.title,
      summary: run.summary,
      text: null,
      annotations_count: 0,
      annotations_url: `${url}/annotations`,
    },
    name: run.name,
    check_suite: { id: run.id },
    app: null,
    pull_requests: pullsAt(state, repository, run.sha),
  }
}

/** `pull-request-minimal`, of what is open from this commit. */
function pullsAt(state: State, repository: Repository, sha: string) {
  const repo = { id: repository.id, url: apiOf(state, repository), name: repository.name }
  return pullsOf(repository)
    .filter((issue) => issue.state === 'open' && issue.pull.headSha === sha)
    .map(({ number, pull }) => ({
      id: pull.id,
      number,
      url: `${apiOf(state, repository)}/pulls/${number}`,
      head: { ref: pull.head, sha: pull.headSha, repo },
      base: { ref: pull.base, sha: pull.baseSha, repo },
    }))
}

/** The newest of each context. */
export function combinedStatusShape(state: State, repository: Repository, sha: string) {
  const api = apiOf(state, repository)
  const newest = new Map<string, Status>()
  for (const status of repository.statuses.values())
    if (status.sha === sha) newest.set(status.context, status)
  const statuses = [...newest.values()]
  return {
    state: combinedState(statuses),
    statuses: statuses.map((status) => statusShape(state, api, status)),
    sha,
    total_count: statuses.length,
    repository: repositoryShape(state, repository),
    commit_url: `${api}/commits/${sha}`,
    url: `${api}/commits/${sha}/status`,
  }
}

function combinedState(statuses: Status[]): string {
  if (statuses.some(({ state }) => state === 'error' || state === 'failure')) return 'failure'
  return statuses.length > 0 && statuses.every(({ state }) => state === 'success') ? 'success' : 'pending'
}

function statusShape(state: State, api: string, status: Status) {
  return {
    url: `${api}/statuses/${status.sha}`,
    avatar_url: `${state.url}/avatars/u/1?v=4`,
    id: status.id,
    node_id: nodeId('SC', status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: isoTime(status.createdAt),
    updated_at: isoTime(status.updatedAt),
  }
}
