import type {
  CatchUp,
  ChangesetStatus,
  InboxKind,
  InboxStatus,
  Release,
  Risk,
  RunStatus,
  Schedule,
} from '@pm-bot/domain'
import type { ParkReason } from '@pm-bot/runtime'
import type { Generated } from 'kysely'

/** JSON as text: jsonb on Postgres, text on SQLite, encoded and decoded by json.ts. */
type JsonText = string
/** RFC 3339 in UTC with milliseconds, in both databases. */
type Time = string

export interface Tables {
  actors: {
    kind: string
    key: string
    state: JsonText | null
    version: number
    code_version: number
    created_at: Time
    updated_at: Time
    suspected_at: Generated<Time | null>
    care_until: Generated<Time | null>
  }
  mailboxes: { kind: string; key: string; last_seq: number }
  message_ids: { message_id: string; accepted_at: Time }
  actor_messages: {
    message_id: string
    kind: string
    key: string
    seq: number
    body: JsonText
    reply_to: string | null
    attempts: Generated<number>
    crashes: Generated<number>
    last_error: string | null
    accepted_at: Time
    parked_at: Time | null
    park_reason: Generated<ParkReason | null>
  }
  requests: {
    request_id: string
    request_hash: string
    kind: string
    key: string
    reply: JsonText | null
    answer: JsonText | null
    created_at: Time
  }
  effects: {
    effect_id: string
    kind: string
    key: string
    verb: string
    queue: string
    on_lost: 'retry' | 'reconcile' | 'ask'
    payload: JsonText
    status: 'open' | 'running' | 'succeeded' | 'failed' | 'in-doubt' | 'cancelled'
    generation: number
    attempt: Generated<number>
    crashes: Generated<number>
    /** Of those, the ones that their process outlived. */
    outlived: Generated<number>
    attempt_token: string | null
    worker_id: string | null
    error: string | null
    created_at: Time
    available_at: Time
    started_at: Time | null
    finished_at: Time | null
  }
  timers: { kind: string; key: string; name: string; generation: number; due_at: Time; message: JsonText }
  work_jobs: {
    job_id: Generated<number>
    queue: string
    effect_id: string
    generation: number
    available_at: Time
    leased_until: Time | null
    failures: Generated<number>
    created_at: Time
  }
  workers: {
    worker_id: string
    host: string
    pid: number
    version: string
    queues: JsonText
    lock_key: number
    serving: JsonText | null
    started_at: Time
    heartbeat_at: Time
    drain_requested_at: Time | null
  }
  paused_queues: { queue: string; paused_at: Time; paused_by: string }
  queue_samples: {
    queue: string
    bucket: number
    waiting: number
    delayed: number
    active: number
    oldest_wait_ms: number
    wait_p50_ms: number | null
    wait_p95_ms: number | null
  }
  mailbox_samples: { bucket: number; waiting: number; parked: number; oldest_wait_ms: number }

  workspaces: { workspace_id: string; name: string; settings: JsonText; version: number; created_at: Time }
  repos: {
    repo_id: string
    workspace_id: string
    source: 'local' | 'github'
    full_name: string
    name: string
    path: string | null
    default_branch: string | null
    status: 'active' | 'disabled' | 'removed'
    version: number
    added_at: Time
    last_sync_at: Time | null
    max_runs: Generated<number | null>
  }
  sessions: {
    session_id: string
    session_hash: string
    password_mark: string
    created_at: Time
    last_seen_at: Time
    expires_at: Time
    address: string
    user_agent: string | null
  }

  runs: {
    run_id: string
    workspace_id: string
    repo_id: string
    goal: string
    status: RunStatus
    reason: string | null
    graph_id: string
    thread_id: string | null
    spec: JsonText
    base_sha: string | null
    branch: string | null
    commit_sha: string | null
    changeset_id: string | null
    retry_of: string | null
    /** The run whose pull request this one adds to. */
    follows: Generated<string | null>
    template_id: Generated<string | null>
    schedule_id: Generated<string | null>
    fork_of: Generated<string | null>
    fork_checkpoint_id: Generated<string | null>
    /** Whether it waits for one of its repository's places, or has one. */
    place: Generated<'waits' | 'held' | null>
    version: number
    created_at: Time
    updated_at: Time
    tools: Generated<JsonText | null>
    budget: Generated<JsonText | null>
    taint: Generated<JsonText | null>
    /** Since when nothing is left of an ended run that goes with time. */
    tidied_at: Generated<Time | null>
  }
  run_leases: { run_id: string; epoch: number }
  run_streams: { run_id: string; last_seq: number }
  run_events: {
    run_id: string
    seq: number
    type: string
    title: string
    actor: string | null
    detail: JsonText
    created_at: Time
  }
  run_transitions: {
    run_id: string
    version: number
    ordinal: number
    from_status: RunStatus | null
    to_status: RunStatus
    reason: string | null
    actor: string | null
    created_at: Time
  }
  artifacts: {
    artifact_id: string
    run_id: string
    kind: string
    title: string
    uri: string
    content_type: string
    hash: string
    size_bytes: number
    created_at: Time
  }
  changeset_bundles: {
    changeset_id: string
    run_id: string
    repo_id: string
    status: ChangesetStatus
    base_sha: string
    branch: string
    message: string
    bundle_artifact_id: string
    patch_artifact_id: string
    interdiff_artifact_id: string | null
    subject_hash: string
    files: JsonText
    supersedes: string | null
    applied_commit_sha: string | null
    version: number
    created_at: Time
    updated_at: Time
  }

  inbox_items: {
    item_id: string
    workspace_id: string
    run_id: string
    repo_id: string
    kind: InboxKind
    risk: Risk
    status: InboxStatus
    title: string
    payload: JsonText
    subject_hash: string
    allowed: JsonText
    decision: JsonText | null
    version: number
    created_at: Time
    resolved_at: Time | null
  }
  approvals: {
    approval_id: string
    item_id: string
    run_id: string
    kind: InboxKind
    status: 'pending' | 'approved' | 'rejected' | 'superseded'
    subject_hash: string
    decision_id: string | null
    actor: string | null
    notes: string | null
    created_at: Time
    resolved_at: Time | null
    consumed_at: Time | null
    consumed_by: string | null
    expires_at: Time | null
  }
  interrupts: {
    item_id: string
    workspace_id: string
    run_id: string
    thread_id: string
    checkpoint_id: string
    interrupt_id: string
    kind: InboxKind
    risk: Risk
    status: InboxStatus
    decision: JsonText | null
    created_at: Time
    resolved_at: Time | null
  }

  grants: {
    grant_id: string
    workspace_id: string
    tool: string
    /** Patterns by the name of the argument. */
    arguments: JsonText | null
    repo_id: string | null
    run_id: string | null
    uses_left: number | null
    until: Time | null
    covers_tainted: number
    uses: number
    last_used_at: Time | null
    created_at: Time
    created_by: string
    item_id: string | null
    revoked_at: Time | null
    ended_at: Time | null
  }
  grant_uses: {
    use_id: string
    grant_id: string
    run_id: string
    call_id: string
    tool: string
    item_id: string | null
    used_at: Time
  }

  run_templates: {
    template_id: string
    workspace_id: string
    repo_id: string
    name: string
    content: JsonText
    content_hash: string
    status: 'active' | 'removed'
    version: number
    created_at: Time
    updated_at: Time
  }
  schedules: {
    schedule_id: string
    workspace_id: string
    template_id: string
    cron: string
    time_zone: string
    catch_up: CatchUp
    catch_up_most: number
    status: Schedule['status']
    next_at: Time | null
    release: Release
    permission: JsonText | null
    firings: JsonText
    version: number
    created_at: Time
    updated_at: Time
  }
  run_checkpoints: {
    run_id: string
    checkpoint_id: string
    step: number
    nodes: JsonText
    waits_for: JsonText
    /** Why no other run can begin from here; null when one can. */
    unfit: string | null
    heard_to: number
    at: Time
  }

  budget_limits: {
    workspace_id: string
    kind: string
    key: string
    limits: JsonText
    version: number
    updated_at: Time
  }
  budget_counts: {
    workspace_id: string
    /** In UTC. */
    day: string
    kind: string
    key: string
    spent: JsonText
    reserved: JsonText
    extra: JsonText
    warned: JsonText
    exhausted: JsonText
    updated_at: Time
  }
  run_budgets: {
    run_id: string
    workspace_id: string
    repo_id: string
    limits: JsonText
    spent: JsonText
    reserved: JsonText
    warned: JsonText
    exhausted: JsonText
    version: number
    opened_at: Time
    closed_at: Time | null
    updated_at: Time
  }
  model_prices: {
    workspace_id: string
    model: string
    input_micro_usd_per_million: number
    output_micro_usd_per_million: number
    updated_at: Time
  }
  run_spend: {
    run_id: string
    reservation_id: string
    call_id: string
    provider: string | null
    model: string | null
    tool: string | null
    input_tokens: number
    output_tokens: number
    tokens: number
    seconds: number
    micro_usd: number | null
    lost: number
    at: Time
  }

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

  process_metrics: {
    process_id: string
    role: string
    host: string
    pid: number
    snapshot: string
    at: Time
  }

  audit_events: {
    event_id: string
    workspace_id: string | null
    run_id: string | null
    thread_id: string | null
    node_id: string | null
    type: string
    payload: JsonText
    created_at: Time
  }
  audit_unsealed: { event_id: string }
  audit_seals: { seal_no: number; event_id: string; hash: string }
}
