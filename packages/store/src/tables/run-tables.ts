import type { ChangesetStatus, InboxKind, InboxStatus, Risk, RunStatus } from '@pm-bot/domain'
import type { Generated } from 'kysely'
import type { JsonText, Time } from './column-types.ts'

/** Runs, and what they left and asked. */
export interface RunTables {
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
    file_count: number
    additions: number
    deletions: number
    /** Why it stands so. */
    reason: string | null
    secret_scan: JsonText | null
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
    snoozed_until: Time | null
    /** As inboxPriority says. */
    priority: number
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
}
