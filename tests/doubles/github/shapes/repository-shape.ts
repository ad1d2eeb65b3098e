import { fullNameOf } from '../state/find.ts'
import type { Repository } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { isoTime } from '../state/times.ts'
import { apiOf, pageOf } from './links.ts'
import { nodeId } from './node-id.ts'
import { userShape } from './user-shape.ts'

const LINKS = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
}

export interface Rights {
  admin: boolean
  push: boolean
}

/** `repository`, which `minimal-repository` is a part of. */
export function repositoryShape(state: State, repository: Repository, rights?: Rights) {
  const { id, name, owner } = repository
  const url = apiOf(state, repository)
  const page = pageOf(state, repository)
  const open = [...repository.issues.values()].filter((issue) => issue.state === 'open').length
  return {
    id,
    node_id: nodeId('R', id),
    name,
    full_name: fullNameOf(repository),
    private: repository.private,
    owner: userShape(state, owner),
    html_url: page,
    description: repository.description,
    fork: false,
    url,
    ...Object.fromEntries(Object.entries(LINKS).map(([link, path]) => [link, url + path])),
    git_url: page.replace('http:', 'git:').concat('.git'),
    ssh_url: `git@${new URL(state.url).hostname}:${fullNameOf(repository)}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    size: 1,
    stargazers_count: 0,
    watchers_count: 0,
    language: repository.language,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    archived: repository.archived,
    disabled: false,
    open_issues_count: open,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: repository.topics,
    visibility: repository.private ? 'private' : 'public',
    forks: 0,
    open_issues: open,
    watchers: 0,
    default_branch: repository.defaultBranch,
    created_at: isoTime(repository.createdAt),
    updated_at: isoTime(repository.updatedAt),
    pushed_at: isoTime(repository.pushedAt),
    ...(rights && { permissions: permissionsOf(rights) }),
  }
}

/** What the repository itself is asked for. */
export function fullRepositoryShape(state: State, repository: Repository, rights?: Rights) {
  const organization = repository.owner.type === 'Organization'
  return {
    ...repositoryShape(state, repository, rights),
    ...(organization && { organization: userShape(state, repository.owner) }),
    ...(rights?.push && {
      allow_squash_merge: true,
      allow_merge_commit: true,
      allow_rebase_merge: true,
      allow_auto_merge: false,
      delete_branch_on_merge: false,
      allow_update_branch: false,
      temp_clone_token: '',
    }),
    network_count: 0,
    subscribers_count: 1,
  }
}

const permissionsOf = ({ admin, push }: Rights) => ({
  admin,
  maintain: admin,
  push,
  triage: push,
  pull: true,
})
