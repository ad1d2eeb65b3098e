import { associationOf } from '../state/accounts.ts'
import type { PullDiff } from '../state/pull-diff.ts'
import type { PullIssue } from '../state/pulls.ts'
import type { Repository } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { isoTime, isoTimeOrNull } from '../state/times.ts'
import { labelShape } from './label-shape.ts'
import { apiOf, pageOf } from './links.ts'
import { nodeId } from './node-id.ts'
import { repositoryShape } from './repository-shape.ts'
import { userOrNull, userShape } from './user-shape.ts'

/** `pull-request-simple`, as in a list. */
export function pullShape(
  state: State,
  repository: Repository,
  issue: PullIssue,
  repo = repositoryShape(state, repository),
) {
  const { number, pull } = issue
  const links = linksOf(state, repository, number, pull.headSha)
  const end = (ref: string, sha: string) => ({
    label: `${repository.owner.login}:${ref}`,
    ref,
    sha,
    user: userShape(state, repository.owner),
    repo,
  })
  const assignees = issue.assignees.map((account) => userShape(state, account))
  return {
    ...links,
    id: pull.id,
    node_id: nodeId('PR', issue.id),
    number,
    state: issue.state,
    locked: issue.locked,
    title: issue.title,
    user: userShape(state, issue.author),
    body: issue.body,
    created_at: isoTime(issue.createdAt),
    updated_at: isoTime(issue.updatedAt),
    closed_at: isoTimeOrNull(issue.closedAt),
    merged_at: isoTimeOrNull(pull.mergedAt),
    merge_commit_sha: pull.mergeCommitSha,
    assignee: assignees[0] ?? null,
    assignees,
    requested_reviewers: [],
    requested_teams: [],
    labels: issue.labels.map((label) => labelShape(state, repository, label)),
    milestone: null,
    draft: pull.draft,
    head: end(pull.head, pull.headSha),
    base: end(pull.base, pull.baseSha),
    _links: {
      self: { href: links.url },
      html: { href: links.html_url },
      issue: { href: links.issue_url },
      comments: { href: links.comments_url },
      review_comments: { href: links.review_comments_url },
      review_comment: { href: links.review_comment_url },
      commits: { href: links.commits_url },
      statuses: { href: links.statuses_url },
    },
    author_association: associationOf(repository, issue.author),
    auto_merge: null,
    active_lock_reason: null,
  }
}

export interface PullDetail extends PullDiff {
  mergeable: boolean | null
}

/** `pull-request`, as when it is asked for by its number. */
export function fullPullShape(state: State, repository: Repository, issue: PullIssue, detail: PullDetail) {
  const { pull } = issue
  const comments = [...repository.reviewComments.values()].filter((comment) => comment.issue === issue)
  return {
    ...pullShape(state, repository, issue),
    merged: pull.mergedAt !== null,
    mergeable: detail.mergeable,
    rebaseable: detail.mergeable,
    mergeable_state: mergeableState(pull.draft, detail.mergeable),
    merged_by: userOrNull(state, pull.mergedBy),
    comments: issue.comments,
    review_comments: comments.length,
    maintainer_can_modify: false,
    commits: detail.commits,
    additions: detail.additions,
    deletions: detail.deletions,
    changed_files: detail.changedFiles,
  }
}

function mergeableState(draft: boolean, mergeable: boolean | null): string {
  if (mergeable === null) return 'unknown'
  if (!mergeable) return 'dirty'
  return draft ? 'draft' : 'clean'
}

function linksOf(state: State, repository: Repository, number: number, headSha: string) {
  const api = apiOf(state, repository)
  const page = `${pageOf(state, repository)}/pull/${number}`
  const url = `${api}/pulls/${number}`
  return {
    url,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: `${api}/issues/${number}`,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${api}/issues/${number}/comments`,
    statuses_url: `${api}/statuses/${headSha}`,
  }
}
