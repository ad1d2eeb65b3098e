import type { JsonText, Time } from './column-types.ts'

/** What is known of GitHub. */
export interface GitHubTables {
  repo_sync_state: {
    repo_id: string
    depth: string
    imported_at: Time | null
    status: 'idle' | 'waiting' | 'syncing'
    mode: string | null
    issues_cursor_updated_at: Time | null
    prs_cursor_updated_at: Time | null
    comments_cursor_updated_at: Time | null
    review_comments_cursor_updated_at: Time | null
    repo_head_sha: string | null
    last_indexed_sha: string | null
    etags: JsonText
    position: JsonText | null
    progress: JsonText | null
    open_issues: number
    open_pulls: number
    objects: number
    consecutive_failures: number
    last_error: JsonText | null
    rate: JsonText | null
    last_sync_at: Time | null
    last_change_at: Time | null
    reconciled_at: Time | null
    visibility: 'public' | 'private' | null
    next_poll_at: Time | null
    clone_fetched_at: Time | null
    clone_error: JsonText | null
    updated_at: Time
  }
  github_objects: {
    object_id: string
    repo_id: string
    kind: 'issue' | 'pr'
    number: number
    title: string
    state: 'open' | 'closed' | 'merged' | 'deleted' | 'transferred'
    author: string | null
    association: string
    labels: JsonText
    comments: number
    created_at: Time
    updated_at: Time
    raw: JsonText
    pull: JsonText | null
    head_ref: string | null
    head_sha: string | null
  }
  github_comments: {
    repo_id: string
    kind: 'issue_comment' | 'review_comment'
    github_id: number
    number: number
    author: string | null
    association: string
    body: string
    path: string | null
    line: number | null
    url: string
    created_at: Time
    updated_at: Time
  }
  github_labels: { repo_id: string; name: string; color: string; description: string | null }
  github_connection: {
    connection_id: string
    status: 'idle' | 'checking'
    connection: JsonText | null
    error: JsonText | null
    updated_at: Time
  }
  github_visible_repos: { full_name: string; position: number; facts: JsonText }
  github_estimates: {
    full_name: string
    status: 'waiting' | 'ready' | 'failed'
    estimate: JsonText | null
    error: JsonText | null
    updated_at: Time
  }
  webhook_deliveries: {
    delivery_id: string
    body_hash: string
    event: string
    full_name: string | null
    received_at: Time
  }
  run_pull_requests: {
    run_id: string
    repo_id: string
    number: number
    branch: string
    pull_request: JsonText
    seen_at: Time | null
    checks_seen: JsonText | null
    updated_at: Time
  }
}
