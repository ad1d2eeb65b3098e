import type { CommitData } from '../git/read-commit.ts'
import type { Repository } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { apiOf, pageOf } from './links.ts'
import { nodeId } from './node-id.ts'

export function refShape(state: State, repository: Repository, ref: string, sha: string) {
  const api = apiOf(state, repository)
  return {
    ref,
    node_id: nodeId('REF', `${repository.id}:${ref}`),
    url: `${api}/git/${ref}`,
    object: { sha, type: 'commit', url: `${api}/git/commits/${sha}` },
  }
}

/** `short-branch`, as in a list. */
export function branchShape(state: State, repository: Repository, name: string, sha: string) {
  return {
    name,
    commit: { sha, url: `${apiOf(state, repository)}/commits/${sha}` },
    protected: false,
  }
}

/** `branch-with-protection`, as when it is asked for by its name. */
export function fullBranchShape(state: State, repository: Repository, name: string, commit: CommitData) {
  const url = `${apiOf(state, repository)}/branches/${name}`
  return {
    name,
    commit: commitShape(state, repository, commit),
    _links: { self: url, html: `${pageOf(state, repository)}/tree/${name}` },
    protected: false,
    protection: {
      enabled: false,
      required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] },
    },
    protection_url: `${url}/protection`,
  }
}

function commitShape(state: State, repository: Repository, commit: CommitData) {
  const { sha, tree } = commit
  const api = apiOf(state, repository)
  const page = `${pageOf(state, repository)}/commit`
  return {
    sha,
    node_id: nodeId('C', `${repository.id}:${sha}`),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: tree, url: `${api}/git/trees/${tree}` },
      url: `${api}/git/commits/${sha}`,
      comment_count: 0,
      verification: {
        verified: false,
        reason: 'unsigned',
        signature: null,
        payload: null,
        verified_at: null,
      },
    },
    url: `${api}/commits/${sha}`,
    html_url: `${page}/${sha}`,
    comments_url: `${api}/commits/${sha}/comments`,
    author: null,
    committer: null,
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${api}/commits/${parent}`,
      html_url: `${page}/${parent}`,
    })),
  }
}
